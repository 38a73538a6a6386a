// ufw as Debian installs it, with files of the node's own.
import type { Node } from '../../support/namespaces.ts';

/** Its files as they are after installing, but for `IPV6`. */
export async function prepareUfw(web: Node, ipv6: 'yes' | 'no'): Promise<void> {
  await web.script(`rm -rf /etc/default /etc/ufw; mkdir -p /etc/default /etc/ufw/applications.d
cp /usr/share/ufw/*.rules /usr/share/ufw/*.init /usr/share/ufw/ufw.conf /etc/ufw; touch /etc/ufw/sysctl.conf
sed 's/^IPV6=.*/IPV6=${ipv6}/' /run/host/etc/default/ufw >/etc/default/ufw`);
}
