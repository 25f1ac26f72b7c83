const loopback = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '127.127.127.127',
    '0',
    '0.0.0.0',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
  ],
  ...['2130706433', '017700000001', '127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1'],
  ...[
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
  ],
  ...['[2002:7f00:1::]', 'localhost', 'LOCALHOST', 'localhost.', 'x.localhost', 'localhost.localdomain'],
]
const inner = [
  ...[
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '192.168.1.254',
    '100.64.0.1',
  ],
  ...[
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '0251.0376.0251.0376',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fc00::1]',
  ],
  ...[
    '[fec0::1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:10.0.0.1]',
    '[2001:db8::1]',
    '[ff02::1]',
    '224.0.0.1',
  ],
  ...['239.255.255.250', '255.255.255.255', '198.18.0.1', '192.0.2.1', '192.0.0.192', '240.0.0.1'],
  ...[
    'metadata.google.internal',
    'metadata',
    'kubernetes.default.svc.cluster.local',
    'printer.local',
    'nas.lan',
  ],
  ...['db.corp', 'router.home.arpa', 'intranet', 'db.internal.'],
]
const malformed = [
  ...[
    'http://hooks.network3.io/',
    'ftp://hooks.network3.io/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:70/_x',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/plain,x',
    'https:',
    'https://',
    '//hooks.network3.io',
    'not an address',
    '',
  ],
  ...[
    'https://user:pass@hooks.network3.io/',
    'https://hooks.network3.io@127.0.0.1/',
    'https://127.0.0.1#@a.network3.io/',
  ],
  ...[
    'https://hooks.network3.io\\@127.0.0.1/',
    'https://hooks.network3.io:22/',
    'https://hooks.network3.io:25/',
  ],
  ...['https://hooks.network3.io:80/', 'https://hooks.network3.io:0/', 'https://hooks.network3.io:65536/'],
  ...[
    'https://hooks.network3.io/#secret',
    'https://a..network3.io/',
    'https://hooks.network3.io/\r\nHost: 127.0.0.1',
  ],
  ...[
    'https://[::1',
    'https://256.256.256.256/',

    `https://${'a'.repeat(2_048)}.network3.io/`,
  ],
  ...[
    'https://127.0.0.1:443\t/',
    'ws://127.0.0.1/',
    'https://[::ffff:127.0.0.1]:8443/hook',
    'https://exa%00mple.io/',
  ],
]

/** Hosts that are this machine, its network, or nothing; in every way of writing them that URLs take. */
export const hostileHosts: readonly string[] = [...loopback, ...inner]

/** Ways to make a server call itself or its neighbours: each to be refused before anything is resolved. */
export const hostileUrls: readonly string[] = [
  ...hostileHosts.map((host) => `https://${host}/`),
  ...['127.0.0.1', '[::1]', '10.0.0.1', '169.254.169.254'].map((host) => `http://${host}/latest/meta-data/`),
  ...malformed,
]
