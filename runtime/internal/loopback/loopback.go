// Package loopback says, for whoever trusts it more than the network, what names this machine alone.
package loopback

import (
	"net"
	"net/netip"
	"strings"
)

// Host reports whether a host without port, with or without brackets, is loopback by its very name: localhost in any case,
// or a loopback address. With a final dot it is another name, which DNS is asked for. What other names mean can change, and resolving one would ask somebody else. No host is none.
func Host(host string) bool {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		if host, ok = strings.CutSuffix(inner, "]"); !ok {
			return false
		}
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// Address reports whether a host with a port, or a host alone, is loopback as [Host] says.
func Address(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	return Host(host)
}
