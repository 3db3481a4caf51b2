package mandate

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/principal"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// BearerToken returns the bearer token of a request (RFC 6750 section 2.1), or the refusal of a request that has none, or
// that carries credentials in more than one way or in the query. Blanks around the token do not count. Whether it is well
// formed is for the verifier to say.
func BearerToken(r *http.Request) (transport.Credential, *Error) {
	if r.URL.RawQuery != "" && r.URL.Query().Has("access_token") { // in any spelling that is decoded to it
		return "", refuseQuery
	}
	values := r.Header.Values("Authorization")
	switch {
	case len(values) == 0:
		return "", refuseMissing
	case len(values) > 1:
		return "", refuseSeveral
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	token = strings.Trim(token, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return "", refuseMissing
	}
	return transport.Credential(token), nil
}

// Challenge is what a WWW-Authenticate header says to a client whose request was refused (RFC 6750 section 3, RFC 9728
// section 5.1). The zero Challenge asks for a bearer token and says no more.
type Challenge struct {
	// Error is a code of RFC 6750 section 3.1, or "" where the request carried no token. Description explains it.
	Error, Description string
	// Scopes are what the request needs.
	Scopes []string
	// Held are the scopes that the caller has already. They are named after Scopes, since clients may replace their token by
	// one with the scopes of the challenge alone.
	Held principal.Set
	// ResourceMetadata is the address of the protected resource metadata; "" leaves it out.
	ResourceMetadata string
}

// String is the value of the header.
func (c Challenge) String() string {
	var params []string
	add := func(name, value string) {
		if value != "" {
			params = append(params, name+`="`+quotable(value)+`"`)
		}
	}
	add("error", c.Error)
	add("error_description", c.Description)
	add("scope", strings.Join(c.scopes(), " "))
	add("resource_metadata", c.ResourceMetadata)
	if len(params) == 0 {
		return "Bearer"
	}
	return "Bearer " + strings.Join(params, ", ")
}

// maxScopeBytes bounds the scopes in a challenge: proxies limit header lines.
const maxScopeBytes = 4096

// scopes are those to ask for. That the caller holds offline_access is no reason to ask for it again: that is up to the client.
func (c Challenge) scopes() []string {
	scopes := slices.DeleteFunc(slices.Clone(c.Scopes), func(s string) bool { return !principal.ValidScope(s) })
	size := len(strings.Join(scopes, " "))
	for scope := range c.Held.All() {
		if !principal.ValidScope(scope) || scope == "offline_access" || slices.Contains(scopes, scope) {
			continue
		}
		size += len(scope) + 1
		if size > maxScopeBytes {
			break
		}
		scopes = append(scopes, scope)
	}
	return scopes
}

// quotable keeps the characters that may stand in a quoted parameter (RFC 6750 section 3).
func quotable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '\''
		}
		return r
	}, text)
}

// Challenge is what a client is told whose token was refused for e, by a resource that needs the scopes for everything and
// has its metadata at an address: without error when no token came, with invalid_token when another would help, with
// insufficient_scope and the scopes when more would help. Only codes of RFC 6750 appear in it.
func (e *Error) Challenge(scopes []string, resourceMetadata string) Challenge {
	c := Challenge{ResourceMetadata: resourceMetadata}
	scopes = slices.Compact(slices.Sorted(slices.Values(scopes)))
	status := e.HTTPStatus()
	switch {
	case e.Code == CodeMissingToken:
		c.Scopes = scopes
	case e.Code == CodeInsufficientScope:
		c.Error, c.Description, c.Scopes = "insufficient_scope", e.Description, scopes
		if e.held != nil {
			c.Held = *e.held
		}
	case status == http.StatusBadRequest:
		c.Error, c.Description = "invalid_request", e.Description
	case status == http.StatusUnauthorized:
		c.Error, c.Description = "invalid_token", e.Description
	}
	return c
}
