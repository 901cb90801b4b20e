// The short names that turn up in messages of this kind; an unknown name is shown as it is.

const PAIRS =
  "eyes 👀 white_check_mark ✅ heavy_check_mark ✔️ x ❌ warning ⚠️ rotating_light 🚨 bell 🔔 no_bell 🔕 fire 🔥 " +
  "red_circle 🔴 large_orange_circle 🟠 orange_circle 🟠 large_yellow_circle 🟡 yellow_circle 🟡 " +
  "large_green_circle 🟢 green_circle 🟢 large_blue_circle 🔵 blue_circle 🔵 white_circle ⚪ black_circle ⚫ " +
  "large_purple_circle 🟣 large_brown_circle 🟤 large_red_square 🟥 large_green_square 🟩 large_yellow_square 🟨 " +
  "chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 arrow_up ⬆️ arrow_down ⬇️ " +
  "arrow_upper_right ↗️ arrow_lower_right ↘️ arrow_right ➡️ small_red_triangle 🔺 small_red_triangle_down 🔻 " +
  "package 📦 truck 🚚 shopping_cart 🛒 shopping_trolley 🛒 moneybag 💰 dollar 💵 credit_card 💳 label 🏷️ " +
  "star ⭐ star2 🌟 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 ok_hand 👌 clap 👏 pray 🙏 raised_hands 🙌 wave 👋 " +
  "smile 😄 slightly_smiling_face 🙂 thinking_face 🤔 joy 😂 cry 😢 scream 😱 heart ❤️ tada 🎉 rocket 🚀 zap ⚡ " +
  "bulb 💡 mag 🔍 mag_right 🔎 memo 📝 clipboard 📋 calendar 📅 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ " +
  "hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ zzz 💤 sleeping 😴 lock 🔒 unlock 🔓 key 🔑 link 🔗 pushpin 📌 " +
  "paperclip 📎 file_folder 📁 page_facing_up 📄 inbox_tray 📥 outbox_tray 📤 speech_balloon 💬 loudspeaker 📢 mega 📣 " +
  "house 🏠 gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ robot_face 🤖 us 🇺🇸 de 🇩🇪 jp 🇯🇵 gb 🇬🇧 flag-us 🇺🇸 flag-de 🇩🇪 " +
  "flag-jp 🇯🇵 question ❓ grey_question ❔ exclamation ❗ heavy_exclamation_mark ❗ information_source ℹ️ " +
  "no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧 white_large_square ⬜ heavy_minus_sign ➖ " +
  "heavy_plus_sign ➕ repeat 🔁 arrows_counterclockwise 🔄 back 🔙 sunny ☀️ sunrise 🌅 coffee ☕ checkered_flag 🏁 " +
  "triangular_flag_on_post 🚩 dart 🎯 trophy 🏆 medal 🏅 crown 👑 gift 🎁 shield 🛡️ scales ⚖️ moon 🌙 ballot_box_with_check ☑️";

const words = PAIRS.split(" ");
export const EMOJI = new Map();
for (let i = 0; i + 1 < words.length; i += 2) EMOJI.set(words[i], words[i + 1]);

export const emoji = (name) => EMOJI.get(name.split("::")[0]) ?? `:${name}:`;
