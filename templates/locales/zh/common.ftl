unknown = 未知
yes = 是
no = 否
