/** A user unit: the agent needs no root, and is given none. */
export function formatUnit({ node, main, home }: { node: string; main: string; home: string }): string {
  const quote = (text: string) =>
    `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`
  return `[Unit]
Description=Network3 node
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=${quote(node)} ${quote(main)} up --no-pair --home ${quote(home)}
Environment=${quote(`XDG_CACHE_HOME=${home}/cache`)}
Restart=always
RestartSec=5
# 2: it was started the wrong way, which starting again does not mend.
RestartPreventExitStatus=2
TimeoutStopSec=30
Nice=5
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths=${quote(home)}
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK

[Install]
WantedBy=default.target
`
}
