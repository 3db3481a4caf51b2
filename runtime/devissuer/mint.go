package devissuer

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/mcpgen/mcpgen/runtime/transport"
)

// Claims describe a token to mint. The zero value is a token for the subject "developer" and the client "devclient"
// without scopes.
type Claims struct {
	Subject, ClientID string
	// SubjectType is "user" (when empty) or "application". Caracal only.
	SubjectType string
	// Audience; empty: Config.Audience.
	Audience string
	// Scopes; empty: the token has no claim scope.
	Scopes []string
	// Targets is the claim target. Caracal only.
	Targets []string
	// Roles is the claim roles.
	Roles []string
	// SessionID is the authority record (sid, and with it root_sid); empty: a fresh one. Caracal only.
	SessionID string
	// AgentSessionID and DelegationEdgeID are left out when empty. Caracal only.
	AgentSessionID, DelegationEdgeID string
	// Lifetime; 0: Config.Lifetime. A negative one makes a token that has expired.
	Lifetime time.Duration
	// Extra adds claims, replaces any of the above, or with a nil value removes one.
	Extra map[string]any
}

// Mint returns a signed token.
func (i *Issuer) Mint(c Claims) (transport.Credential, error) {
	now := i.cfg.Now()
	all := jwt.MapClaims{
		"iss": i.URL(), "sub": cmp.Or(c.Subject, "developer"), "aud": cmp.Or(c.Audience, i.cfg.Audience),
		"client_id": cmp.Or(c.ClientID, "devclient"), "jti": rand.Text(),
		"iat": now.Unix(), "exp": now.Add(cmp.Or(c.Lifetime, i.cfg.Lifetime)).Unix(),
	}
	put(all, "scope", strings.Join(c.Scopes, " "))
	if len(c.Roles) > 0 {
		all["roles"] = c.Roles
	}
	typ := "at+jwt"
	if i.cfg.ZoneID != "" {
		typ = "JWT"
		i.authority(all, c)
	}
	for name, value := range c.Extra {
		if value == nil {
			delete(all, name)
			continue
		}
		all[name] = value
	}
	return i.Sign(map[string]any{"typ": typ}, all)
}

// authority adds the claims of a Caracal mandate.
func (i *Issuer) authority(all jwt.MapClaims, c Claims) {
	sid := cmp.Or(c.SessionID, "session-"+rand.Text())
	all["zone_id"], all["sid"], all["root_sid"] = i.cfg.ZoneID, sid, sid
	all["use"], all["sub_type"] = "resource", cmp.Or(c.SubjectType, "user")
	put(all, "agent_session_id", c.AgentSessionID)
	put(all, "delegation_edge_id", c.DelegationEdgeID)
	if len(c.Targets) > 0 {
		all["target"] = c.Targets
	}
}

// Sign returns a token with exactly these claims, and with header besides alg and kid; header replaces those two as
// well. It is for tests that need what [Issuer.Mint] would not make.
func (i *Issuer) Sign(header, claims map[string]any) (transport.Credential, error) {
	i.mu.RLock()
	key := i.signing
	i.mu.RUnlock()
	token := jwt.NewWithClaims(key.method, jwt.MapClaims(claims))
	token.Header["kid"] = key.public.KeyID
	for name, value := range header {
		token.Header[name] = value
	}
	signed, err := token.SignedString(key.private)
	if err != nil {
		return "", fmt.Errorf("devissuer: signing: %w", err)
	}
	return transport.Credential(signed), nil
}

func put(all jwt.MapClaims, name, value string) {
	if value != "" {
		all[name] = value
	}
}
