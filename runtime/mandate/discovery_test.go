package mandate_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// TestDiscovery: where metadata is looked for, in which order, and what in it is believed.
func TestDiscovery(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	meta := func(iss, keys string) string { return jsonOf(map[string]string{"issuer": iss, "jwks_uri": keys}) }
	const tenant = issuer + "/tenant"
	for _, row := range []struct {
		name, issuer string
		documents    map[string]string
		want         mandate.Code
	}{
		{"RFC 8414", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer, issuer+"/keys")}, ""},
		{"OpenID", issuer, map[string]string{"/.well-known/openid-configuration": meta(issuer, issuer+"/keys")}, ""},
		{"RFC 8414 with path", tenant, map[string]string{"/.well-known/oauth-authorization-server/tenant": meta(tenant, issuer+"/keys")}, ""},
		{"OpenID with path inserted", tenant, map[string]string{"/.well-known/openid-configuration/tenant": meta(tenant, issuer+"/keys")}, ""},
		{"OpenID with path before", tenant, map[string]string{"/tenant/.well-known/openid-configuration": meta(tenant, issuer+"/keys")}, ""},
		{"keys at another https host", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer, "https://keys.example.com/keys")}, ""},
		{"of another issuer", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta("https://other.example.com", issuer+"/keys")}, mandate.CodeUnavailable},
		{"issuer with a slash", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer+"/", issuer+"/keys")}, mandate.CodeUnavailable},
		{"keys over http", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer, "http://sts.example.com/keys")}, mandate.CodeUnavailable},
		{"keys on loopback of an https issuer", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer, "http://127.0.0.1/keys")}, mandate.CodeUnavailable},
		{"no keys named", issuer, map[string]string{"/.well-known/oauth-authorization-server": meta(issuer, "")}, mandate.CodeUnavailable},
		{"no document", issuer, nil, mandate.CodeUnavailable},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := publishing(k)
			cfg := oauth(w, at(issued+100).now)
			cfg.JWKSURL, cfg.Issuer = "", row.issuer
			cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.URL.Path == "/keys" {
					return w.RoundTrip(r)
				}
				if doc, ok := row.documents[r.URL.Path]; ok {
					return answer(http.StatusOK, doc), nil
				}
				return answer(http.StatusNotFound, ""), nil
			})}
			token := k.accessToken(valid(map[string]any{"iss": row.issuer}))
			if got := codeOf(t, newVerifier(t, cfg), token); got != row.want {
				t.Errorf("code %q, want %q", got, row.want)
			}
		})
	}
}

// TestIssuerMovesItsKeys: metadata that names another place counts from the next fetch on, also while the old place
// goes on publishing what it did.
func TestIssuerMovesItsKeys(t *testing.T) {
	inBubble(t, func(t *testing.T, now func() time.Time) {
		k1, k2 := newKey(t, "k1"), newKey(t, "k2")
		var moved, down atomic.Bool
		cfg := oauth(nil, now)
		cfg.JWKSURL, cfg.Keys.RefreshInterval = "", time.Minute
		cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			switch {
			case r.URL.Path == "/old":
				return publishing(k1).RoundTrip(r)
			case r.URL.Path == "/new":
				return publishing(k2).RoundTrip(r)
			case down.Load():
				return answer(http.StatusServiceUnavailable, ""), nil
			}
			place := "/old"
			if moved.Load() {
				place = "/new"
			}
			return answer(http.StatusOK, jsonOf(map[string]string{"issuer": issuer, "jwks_uri": issuer + place})), nil
		})}
		v := newVerifier(t, cfg)
		before, after := k1.accessToken(valid(nil)), k2.accessToken(valid(nil))
		if got := codeOf(t, v, before); got != "" {
			t.Fatal(got)
		}
		moved.Store(true)
		if got := codeOf(t, v, after); got != "" {
			t.Errorf("a key that is published at the new place: %q", got)
		}
		if got := codeOf(t, v, before); got != mandate.CodeInvalidToken {
			t.Errorf("a key that is published at the old place alone: %q", got)
		}
		down.Store(true)
		time.Sleep(2 * time.Minute)
		if got := codeOf(t, v, after); got != "" {
			t.Errorf("metadata is down: %q", got)
		}
	})
}

// TestZoneKeysAddress: keys come from the configured zone, whatever the token says.
func TestZoneKeysAddress(t *testing.T) {
	t.Parallel()
	k := newKey(t, "k1")
	w := publishing(k)
	var asked string
	cfg := caracal(nil, at(issued+100).now)
	cfg.ZoneID = "zone 1&x=y"
	cfg.HTTPClient = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = r.URL.String()
		return w.RoundTrip(r)
	})}
	if got := codeOf(t, newVerifier(t, cfg), k.mandate(valid(nil))); got != mandate.CodeInvalidZone {
		t.Errorf("code %q", got)
	}
	if want := issuer + "/.well-known/jwks.json?zone_id=zone+1%26x%3Dy"; asked != want {
		t.Errorf("asked %s, want %s", asked, want)
	}
}
