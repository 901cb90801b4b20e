sources-secret-missing = The environment variable { $variable } is not set.
sources-login-app = Amazon does not know the app: check { $id } and { $secret }.
sources-login-token = Amazon no longer accepts the refresh token in { $variable }: authorise the app again in Seller Central and put the new token there.
sources-login-down = Login with Amazon gave no answer after several tries; the next sync tries again.
sources-access-lost = Amazon refuses { $operation } of { $service }: the app lacks the role for it or has lost it; check the app's roles and authorise it again.
sources-refused = { $service } refuses { $operation } (status { $status }).
sources-down = { $service } gave no answer to { $operation } after several tries; the next sync goes on.
sources-document-broken = A report came damaged or far too large and was not read.
sources-report-failed = Amazon could not make the report { $report }; it is asked for again later.
sources-not-configured = The account has no { $service } access configured.
sources-unreadable = { $source } sent an answer that is not as documented; nothing of it was stored.
sources-seller-id-missing = The account { $account } has no seller_id in the config file; Seller Central shows it as the merchant token.
sources-keepa-key = Keepa does not accept the key in { $variable }, or the subscription has ended.
sources-mail-login = The mail server refuses the login in { $user } and { $password }.
sources-mail-folder = There is no folder { $folder } on the mail server { $host }.
sources-mail-down = The mail server { $host } gave no answer or ended the connection; the next sync goes on.
sources-mail-untrusted = The certificate of the mail server { $host } is not trusted, so nothing was sent to it; if the server is yours, name the certificate of its authority in ca_file.
sources-mail-ca-file = The file { $file } in ca_file cannot be read or holds no certificate.
sources-mail-unproven = { $n ->
    [one] { $n } mail names Amazon as its sender without proof (DKIM missing or failed); it was kept apart and is no notice.
   *[other] { $n } mails name Amazon as their sender without proof (DKIM missing or failed); they were kept apart and are no notices.
}
sources-check-slow = { $service } did not answer within a minute.
sources-check-selling-partner = The Selling Partner API answers for { $places }.
sources-check-marketplaces = The seller account does not sell in { $missing }; correct the account's marketplaces in the config file.
sources-check-ads = { $n ->
    [one] The Ads API answers for { $n } profile.
   *[other] The Ads API answers for { $n } profiles.
}
sources-check-profiles = The Ads login has no access to the profiles { $missing }; correct them in the config file or ask for access.
sources-check-keepa = Keepa answers; { $tokens } tokens are left.
sources-check-mail = { $n ->
    [one] The mail folder { $folder } is readable; it holds { $n } message.
   *[other] The mail folder { $folder } is readable; it holds { $n } messages.
}
sources-already-running = Another sync is running on this database; wait until it is through.
