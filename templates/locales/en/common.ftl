unknown = unknown
yes = yes
no = no
