modal-reason = 原因
modal-snooze-title = 静音预警
modal-snooze-submit = 静音
modal-snooze-day = 静音至（当天早上）
modal-snooze-hint = 您所在时区的早上 9 点；最多 90 天。
modal-snooze-day-wrong = 请选择今天之后、90 天之内的日期。
