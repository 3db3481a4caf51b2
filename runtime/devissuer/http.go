package devissuer

import (
	"encoding/json"
	"net/http"

	"github.com/go-jose/go-jose/v4"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

// Handler serves the key set (at the place where a Caracal issuer has it) and the discovery documents of RFC 8414 and
// OpenID, to callers on loopback only.
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+keysPath, i.serveKeys)
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", i.serveMetadata)
	mux.HandleFunc("GET /.well-known/openid-configuration", i.serveMetadata)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback.Address(r.RemoteAddr) {
			http.Error(w, "this issuer serves loopback only", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// serveKeys publishes the keys; a Caracal issuer has none for another zone.
func (i *Issuer) serveKeys(w http.ResponseWriter, r *http.Request) {
	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	if r.URL.Query().Get("zone_id") == i.cfg.ZoneID {
		i.mu.RLock()
		for _, k := range i.published {
			set.Keys = append(set.Keys, k.public)
		}
		i.mu.RUnlock()
	}
	serveJSON(w, set)
}

func (i *Issuer) serveMetadata(w http.ResponseWriter, _ *http.Request) {
	serveJSON(w, map[string]any{
		"issuer":                                i.URL(),
		"jwks_uri":                              i.JWKSURL(),
		"response_types_supported":              []string{"none"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{i.cfg.Algorithm},
	})
}

func serveJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(v)
}
