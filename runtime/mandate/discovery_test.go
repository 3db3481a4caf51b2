package mandate_test

import (
	"net/http"
	"testing"

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
