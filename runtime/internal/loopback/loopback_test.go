package loopback_test

import (
	"testing"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST": true, "LocalHost.": false, "localhost.": false, "LocalHost": true, "127.0.0.1": true, "127.255.255.254": true,
		"::1": true, "[::1]": true, "::1%lo": true, "::ffff:127.0.0.1": true, "0:0:0:0:0:0:0:1": true,
		"": false, ".": false, "[": false, "[]": false, "[::1": false, "0.0.0.0": false, "::": false, "127.1": false,
		"localhost.evil.example": false, "evil.localhost": false, "127.0.0.1.nip.io": false, "10.0.0.1": false,
		"::ffff:10.0.0.1": false, "localhost..": false, " localhost": false, "2130706433": false, "0x7f.0.0.1": false,
	} {
		if loopback.Host(host) != want {
			t.Errorf("host %q: not %v", host, want)
		}
		if loopback.Address(host) != want && host != "::1%lo" {
			t.Errorf("address %q: not %v", host, want)
		}
	}
	for address, want := range map[string]bool{
		"localhost:80": true, "LOCALHOST:8080": true, "127.0.0.1:0": true, "[::1]:443": true, "[::1%lo]:443": true,
		":8080": false, "0.0.0.0:80": false, "[::]:80": false, "example.com:80": false, "localhost:80:90": false, "::1:80:": false,
	} {
		if loopback.Address(address) != want {
			t.Errorf("address %q: not %v", address, want)
		}
	}
}
