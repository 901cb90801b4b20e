doctor-database = Database
doctor-database-fine = { $kind }, with the current schema.
doctor-config = Config file
doctor-config-none = none; rules, routes, owners and accounts have their defaults (set ASINWATCH_CONFIG to a YAML file to change them).
doctor-config-fine = { $file } is read ({ $n ->
    [one] 1 rule is changed
   *[other] { $n } rules are changed
 }).
doctor-slack = Slack
doctor-slack-none = SLACK_BOT_TOKEN is not set; make an app with `asinwatch manifest`, install it, and copy the Bot User OAuth Token.
doctor-slack-refused = Slack refuses the bot token ({ $error }); copy it again from OAuth & Permissions.
doctor-slack-away = Slack cannot be reached ({ $error }); check the network, a proxy, and SLACK_API_URL.
doctor-slack-fine = connected to { $team } as { $user }.
doctor-scopes = Scopes
doctor-scopes-missing = missing: { $scopes }; update the app from `asinwatch manifest` and install it again.
doctor-scopes-fine = all { $n } are granted.
doctor-mode = Connection
doctor-mode-refused = Slack refuses the app token ({ $error }); make one with the scope connections:write under Basic Information.
doctor-mode-socket = Socket Mode works; no public address is needed.
doctor-mode-http = HTTP mode on port { $port }; Slack must reach its address /slack/events.
doctor-mode-none = set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode).
doctor-alert-channel = Alert channel
doctor-alert-channel-none = ASINWATCH_ALERT_CHANNEL is not set; alerts are kept and will be posted once it is.
doctor-digest-channel = Digest channel
doctor-digest-channel-none = ASINWATCH_DIGEST_CHANNEL is not set; no digest is posted.
doctor-channel-unknown = { $channel } is not to be found; check the name, or invite the bot where the channel is private.
doctor-channel-outside = the bot is not in { $channel }; write /invite @asinwatch there.
doctor-channel-fine = { $channel }, and the bot is in it.
doctor-data = Data
doctor-data-none = nothing is stored yet; run `asinwatch import PATH`.
doctor-data-late = { $place }: the newest traffic is of { $last }, { $n ->
    [one] 1 day
   *[other] { $n } days
 } behind; import newer reports or look at the sources below.
doctor-data-fine = { $place }: up to { $last }.
doctor-sources = Sources
doctor-sources-none = no Amazon account is configured; files are imported by hand (docs/sources.md says how to connect).
doctor-source-failed = { $place }: { $why }
doctor-source-fine = { $place }: up to { $last }.
doctor-checks = Checks
doctor-checks-none = none has run yet; start `asinwatch run`.
doctor-checks-failed = the last one failed: { $detail }
doctor-checks-silent = the last one began at { $at }; is `asinwatch run` still running?
doctor-checks-fine = the last one began at { $at }.
doctor-delivery = Delivery
doctor-delivery-blocked = { $channel } takes no messages ({ $error }), { $n ->
    [one] 1 waits
   *[other] { $n } wait
 }; mend it and they will be sent.
doctor-line = { $what }: { $says }
