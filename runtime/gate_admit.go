package mcpruntime

import (
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
)

const (
	allowedMethods = "GET, POST, DELETE, OPTIONS"
	allowedHeaders = "Authorization, Content-Type, Accept, Last-Event-ID, Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name"
	exposedHeaders = "WWW-Authenticate, Mcp-Session-Id, Mcp-Protocol-Version, Retry-After"
)

// admit checks what needs no token: host, origin, method. It answers and returns false when the request ends here.
func (g gate) admit(w http.ResponseWriter, r *http.Request) bool {
	if g.rebound(r) {
		wire.WriteProblem(w, http.StatusForbidden, "forbidden_host", "the Host header does not name this server", "")
		return false
	}
	w.Header().Add("Vary", "Origin")
	origins := r.Header["Origin"]
	if len(origins) > 0 {
		if len(origins) > 1 || !g.allowsOrigin(origins[0]) {
			wire.WriteProblem(w, http.StatusForbidden, "forbidden_origin", "browsers may not call this server from that origin",
				"add it to AllowedOrigins")
			return false
		}
		w.Header().Set("Access-Control-Allow-Origin", origins[0])
		w.Header().Set("Access-Control-Expose-Headers", exposedHeaders)
	}
	switch r.Method {
	case http.MethodPost, http.MethodGet, http.MethodDelete:
		return true
	case http.MethodOptions:
		g.preflight(w, r, len(origins) > 0)
	default:
		w.Header().Set("Allow", allowedMethods)
		wire.WriteProblem(w, http.StatusMethodNotAllowed, "method_not_allowed", "the endpoint takes POST, GET and DELETE", "")
	}
	return false
}

// rebound reports a request that a browser was tricked into by DNS rebinding: it reached loopback under another name.
func (g gate) rebound(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return ok && local != nil && loopback.Address(local.String()) && !loopback.Address(r.Host) && !strings.EqualFold(r.Host, g.protected.host)
}

// allowsOrigin reports whether a browser page of the origin may call: the resource's own, and those configured.
func (g gate) allowsOrigin(origin string) bool {
	return origin == g.protected.origin || slices.Contains(g.config.AllowedOrigins, origin)
}

// preflight answers a CORS preflight, alike for everything the endpoint serves. Parameter headers (Mcp-Param-…) are
// allowed by prefix, so the answer does not tell which exist.
func (g gate) preflight(w http.ResponseWriter, r *http.Request, cors bool) {
	h := w.Header()
	h.Set("Allow", allowedMethods)
	if cors {
		h.Add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
		h.Set("Access-Control-Allow-Methods", allowedMethods)
		allowed := allowedHeaders
		for name := range strings.SplitSeq(r.Header.Get("Access-Control-Request-Headers"), ",") {
			if name = strings.TrimSpace(name); isParamHeader(name) {
				allowed += ", " + name
			}
		}
		h.Set("Access-Control-Allow-Headers", allowed)
		h.Set("Access-Control-Max-Age", "600")
	}
	w.WriteHeader(http.StatusNoContent)
}

func isParamHeader(name string) bool {
	const prefix = "mcp-param-"
	return len(name) > len(prefix) && len(name) < 128 && strings.EqualFold(name[:len(prefix)], prefix)
}

// serveMetadata serves the document of RFC 9728, which is public.
func (g gate) serveMetadata(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	switch {
	case g.protected.metadata == nil:
		wire.WriteProblem(w, http.StatusNotFound, "not_found", "no authorization server protects this resource", "")
	case r.Method == http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", "GET, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Mcp-Protocol-Version")
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		h["Content-Type"] = wire.JSONType
		h.Set("Cache-Control", "max-age=300")
		_, _ = w.Write(g.protected.metadata)
	default:
		h.Set("Allow", "GET, OPTIONS")
		wire.WriteProblem(w, http.StatusMethodNotAllowed, "method_not_allowed", "the metadata can only be read", "")
	}
}
