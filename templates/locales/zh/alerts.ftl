## 主消息
alerts-header-asin = { $n ->
    [1] { $kind } · { $marketplace } { $asin }
   *[other] { $kind }等 { $n } 项 · { $marketplace } { $asin }
}
alerts-header-account = { $n ->
    [1] { $kind } · { $marketplace } · 账户 { $account }
   *[other] { $kind }等 { $n } 项 · { $marketplace } · 账户 { $account }
}
alerts-header-same = { $kind } × { $n } · { $marketplace } { $asin }
alerts-header-group = { $kind }：同时出现 { $n } 条预警
alerts-header-storm = 同时出现 { $n } 条预警
alerts-group-counts = 待处理：{ $open } · 已确认：{ $acknowledged } · 已静音：{ $snoozed } · 已解决：{ $resolved }
alerts-kind-count = { $kind }：{ $n }
alerts-column-what = 发现
alerts-column-stake = 涉及金额
alerts-at-stake = 涉及金额：{ $loss }
alerts-at-stake-all = 涉及金额合计：{ $losses }
alerts-severity = 级别：{ $severity }
alerts-owner = 负责人：{ $owner }
alerts-product = { $marketplace } { $asin }
alerts-reason = “{ $reason }”
alerts-in-thread = { $more ->
    [0] 每条预警在消息列中都有自己的按钮。
   *[other] 另有 { $more } 条在消息列中，每条都有自己的按钮。
}
alerts-page = 预警第 { $page } 页：{ $n } 条

## 预警的状态
alerts-standing-open = 自 { $since } 起待处理，暂无人认领
alerts-standing-acknowledged = { $who } 已于 { $since } 确认
alerts-standing-acknowledged-until = { $who } 已于 { $since } 确认，有效至 { $until }
alerts-standing-snoozed = { $who } 已静音至 { $until }
alerts-standing-resolved = { $who } 已于 { $since } 解决
alerts-standing-resolved-itself = 已于 { $since } 自动恢复

## 按钮
alerts-button-ack = 确认
alerts-button-unack = 取消确认
alerts-button-wake = 取消静音
alerts-button-snooze = 静音
alerts-button-resolve = 解决
alerts-button-diagnose = 诊断
alerts-button-not-useful = 没有用
alerts-button-useful = 有用
alerts-button-assign = 分配…
alerts-button-note = 添加备注…
alerts-button-ack-all = 全部确认

## 消息列中的记录
alerts-line-ack = { $who } 已接手处理。
alerts-line-ack-until = { $who } 已接手处理，有效至 { $until }。
alerts-line-unack = { $who } 已取消，预警恢复为待处理。
alerts-line-snooze = { $who } 将预警静音至 { $until }。
alerts-line-resolve = { $who } 已解决。
alerts-line-assign = { $who } 请 { $assignee } 负责处理。
alerts-line-note = { $who } 备注：{ $note }
alerts-line-not-useful = { $who } 认为这条预警没有用。
alerts-line-useful = { $who } 认为这条预警有用。
alerts-line-worsened = 情况恶化（级别：{ $severity }），预警恢复为待处理：{ $what }
alerts-line-well = 已连续三天恢复正常，自动解决。
alerts-line-aged = 30 天无人关闭，自动关闭。
alerts-line-snooze-ended = 静音到期，预警恢复为待处理。{ $what }
alerts-line-ack-ended = 确认到期，预警恢复为待处理。{ $what }
alerts-line-recurs = 问题再次出现（曾于 { $since } 解决）：{ $what }
alerts-line-with-reason = { $line }“{ $reason }”
alerts-line-more = ……另有 { $n } 条。
alerts-line-group-ack = { $who } 已接手本消息中全部 { $n } 条待处理预警。
alerts-line-group-snooze = { $who } 将 { $n } 条预警静音至 { $until }。
alerts-line-group-resolve = { $who } 已解决 { $n } 条预警。
alerts-line-group-unack = { $who } 已取消 { $n } 条预警的确认。
alerts-line-remind = 自 { $since } 起仍无人认领：{ $what }
alerts-line-remind-owner = { $owner }，自 { $since } 起仍无人认领：{ $what }
alerts-line-remind-fallback = { $owner }，请为此安排处理人，自 { $since } 起待处理：{ $what }
alerts-line-repeat = 自 { $since } 起仍待处理：{ $what }
alerts-line-cost = { $first } 至 { $last } 的销售额比此前的正常水平少 { $cost }。
alerts-line-cost-none = { $first } 至 { $last } 的销售额不低于此前的正常水平。
alerts-line-cost-unknown = 无法估算损失：此前的销售数据不足。
alerts-line-back = 销售已恢复：最近 { $days } 天为正常水平的 { $share }。
alerts-line-not-back = 销售尚未恢复：最近 { $days } 天为正常水平的 { $share }。

## 对操作者的答复
alerts-answer-ack = 已确认，由您处理。
alerts-answer-unack = 已取消，预警恢复为待处理。
alerts-answer-snooze = 已静音至 { $until }。
alerts-answer-resolve = 已解决。
alerts-answer-assign = 现由 { $assignee } 负责。
alerts-answer-assigned-already = 已由 { $who } 负责。
alerts-answer-note = 已记录备注。
alerts-answer-not-useful = 谢谢，已计入该规则的准确率。
alerts-answer-useful = 谢谢，已计入该规则的准确率。
alerts-answer-seen = 再次出现。
alerts-answer-worsened = 情况恶化。
alerts-answer-well = 已恢复正常。
alerts-answer-aged = 已到期关闭。
alerts-answer-snooze-ended = 静音已到期。
alerts-answer-ack-ended = 确认已到期。
alerts-answer-acked-already = { $who } 已于 { $since } 确认。
alerts-answer-resolved-already = { $who } 已于 { $since } 解决。
alerts-answer-group = { $n ->
    [0] 没有需要处理的预警。
   *[other] 已处理 { $n } 条预警。
}
alerts-refuse-unknown = 没有这条预警（或已不存在）。
alerts-refuse-resolved = { $who } 已于 { $since } 解决；现在只能添加备注和反馈。
alerts-refuse-nothing-to-undo = 没有可取消的操作：预警处于待处理状态。
alerts-refuse-assign-nobody = 请说明由谁负责。
alerts-refuse-note-empty = 备注内容为空。
alerts-refuse-snooze-endless = 请说明静音多久，例如“静音 3天”。
alerts-refuse-until-past = 该时间已过。
alerts-refuse-not-yet = 尚未到期。

## 规则的价值
alerts-rule-quieter = 有人查看过的 { $judged } 条预警中有 { $not-useful } 条没有用：建议降低该规则的灵敏度。
alerts-rule-to-digest = 有人查看过的 { $judged } 条预警中有 { $not-useful } 条没有用：建议改为只列入简报。
alerts-rule-ignored = { $opened } 条预警无人处理：建议改为只列入简报。

## 给管理员的消息
alerts-admin-blocked = 无法在 { $channel } 发消息：{ $error }。有 { $waiting } 条消息在等待发送，不会丢失。{ $remedy }
alerts-admin-invite = 请用 /invite 邀请我加入。
alerts-admin-archived = 请取消归档该频道，或设置其他频道。
alerts-admin-channel = 请检查设置中的频道名称，并确认我有权查看该频道。
alerts-admin-scope = 请按 `asinwatch manifest` 输出的权限重新安装应用。
alerts-admin-token = 请检查 SLACK_BOT_TOKEN；`asinwatch doctor` 会显示 Slack 的答复。
alerts-admin-forbidden = 请允许应用在该频道发消息。
