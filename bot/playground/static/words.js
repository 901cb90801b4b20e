// The page's own words, in the language of whoever looks.

const WORDS = {
  en: {
    you: "You are", channels: "Channels", apps: "Apps", home: "Home", messages: "Messages", thread: "Thread",
    only: "Only visible to you", app: "APP", guest: "guest", edited: "(edited)", reply: "Reply in thread",
    react: "Add a reaction", more: "More actions", remove: "Delete message", change: "Edit message",
    copy: "Copy the message's time stamp", send: "Send", attach: "Attach a file", write: "Message",
    writeThread: "Reply…", replies: (n) => (n === 1 ? "1 reply" : `${n} replies`), today: "Today",
    yesterday: "Yesterday", connected: "asinwatch is connected", away: "asinwatch is not connected",
    lost: "Connection to the local Slack lost. Trying again …", noHome: "The Home tab is empty so far.",
    close: "Close", cancel: "Cancel", inThread: (c) => `${c} cannot be used in a thread.`,
    noCommand: (c) => `${c} is not a command here.`, choose: "Choose …", required: "Please complete this required field.",
    unread: (n) => `${n} unread`, theme: "Dark or light", closeThread: "Close the thread", private: "private channel",
    note: "Everything runs on this machine. Nothing is sent to Slack.", empty: "Nothing here yet.",
    threadBroadcast: "replied in a thread", search: "Search emoji", imageAt: "Picture", old: "Earlier",
  },
  zh: {
    you: "当前用户", channels: "频道", apps: "应用", home: "首页", messages: "消息", thread: "消息列",
    only: "仅对你可见", app: "应用", guest: "访客", edited: "(已编辑)", reply: "在消息列中回复",
    react: "添加表情回应", more: "更多操作", remove: "删除消息", change: "编辑消息", copy: "复制消息时间戳",
    send: "发送", attach: "添加文件", write: "发消息到", writeThread: "回复…", replies: (n) => `${n} 条回复`,
    today: "今天", yesterday: "昨天", connected: "asinwatch 已连接", away: "asinwatch 未连接",
    lost: "与本地 Slack 的连接已断开，正在重试…", noHome: "首页暂无内容。", close: "关闭", cancel: "取消",
    inThread: (c) => `${c} 不能在消息列中使用。`, noCommand: (c) => `没有 ${c} 这个命令。`, choose: "请选择…",
    required: "此项为必填。", unread: (n) => `${n} 条未读`, theme: "深色或浅色", closeThread: "关闭消息列",
    private: "私密频道", note: "一切都在本机运行，不会向 Slack 发送任何内容。", empty: "这里还没有消息。",
    threadBroadcast: "在消息列中回复了", search: "搜索表情", imageAt: "图片", old: "更早",
  },
};

let language = "en";

export function setLanguage(locale) {
  language = locale.startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

export const locale = () => (language === "zh" ? "zh-CN" : "en-US");
export const word = (name) => WORDS[language][name];
