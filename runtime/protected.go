package mcpruntime

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/loopback"
)

// protectedResource is the protected resource of RFC 9728: where it is, and what is said about it.
type protectedResource struct {
	path         string // of the MCP endpoint
	origin       string // scheme://host of the resource, which browsers on the same site send
	host         string
	metadataPath string
	metadataURL  string
	metadata     []byte
	basicScopes  []string // what basic use needs: the verifier's and the server layer's scopes
}

const wellKnown = "/.well-known/oauth-protected-resource"

// newProtectedResource reads Config.Resource; nil when it is empty, which means that HTTP is not served.
func newProtectedResource(config Config) (*protectedResource, error) {
	if config.Resource == "" {
		return nil, nil
	}
	u, err := url.Parse(config.Resource)
	refuse := func(problem string) (*protectedResource, error) { return nil, &ConfigError{"Resource", problem} }
	switch {
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http", u.Opaque != "", u.User != nil:
		return refuse("it is no absolute https URL") // not quoted: it may hold a password
	case u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(config.Resource, "?#\"\\ "):
		return refuse("it has a query or a fragment (RFC 8707 section 2)")
	case u.Scheme == "http" && !loopback.Address(u.Host):
		return refuse("it must be https, except on loopback")
	}
	r := &protectedResource{
		path: u.EscapedPath(), origin: u.Scheme + "://" + u.Host, host: u.Host,
		metadataPath: wellKnown + strings.TrimSuffix(u.EscapedPath(), "/"),
	}
	if r.path == "" {
		r.path = "/"
	}
	r.metadataURL = r.origin + r.metadataPath
	r.basicScopes = basicScopes(config)
	r.metadata, err = r.describe(config)
	return r, err
}

// basicScopes are the scopes that every use needs. Those of components are none: their names could be hidden.
func basicScopes(config Config) []string {
	var scopes []string
	if config.Verifier != nil {
		scopes = slices.Clone(config.Verifier.RequiredScopes())
	}
	for _, c := range config.Checks {
		if check.CallerOnly(c) {
			scopes = append(scopes, check.ScopesOf(c, check.Component{})...)
		}
	}
	scopes = slices.DeleteFunc(scopes, func(s string) bool { return !check.ValidScope(s) || s == "offline_access" })
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// describe makes the metadata document of RFC 9728 section 2.
func (r *protectedResource) describe(config Config) ([]byte, error) {
	if config.Verifier == nil {
		return nil, nil // nothing protects it
	}
	return json.Marshal(struct {
		Resource             string   `json:"resource"`
		AuthorizationServers []string `json:"authorization_servers"`
		ScopesSupported      []string `json:"scopes_supported,omitempty"`
		BearerMethods        []string `json:"bearer_methods_supported"`
		ResourceName         string   `json:"resource_name"`
	}{config.Resource, config.Verifier.Issuers(), r.basicScopes, []string{"header"}, config.Name})
}
