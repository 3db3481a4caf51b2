package serve

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// devZone is the Caracal zone of a development run.
const devZone = "dev"

// devTokenLifetime is long enough for an afternoon; the key dies with the process anyway.
const devTokenLifetime = 8 * time.Hour

// devTrust starts the embedded issuer and a verifier that trusts it and nobody else.
func (p *program) devTrust(ctx context.Context, addr string) (trust, error) {
	extra, err := p.devExtraClaims()
	if err != nil {
		return trust{}, err
	}
	resource := p.resource(addr)
	config := p.requirements()
	config.Profile = profiles[cmp.Or(p.set.profile, "rfc9068")]
	if config.Profile == mandate.Caracal {
		config.ZoneID = devZone
	}
	issuer, err := devissuer.New(devissuer.Config{ZoneID: config.ZoneID, Audience: resource, Lifetime: devTokenLifetime})
	if err != nil {
		return trust{}, fmt.Errorf("starting the embedded issuer: %w", err)
	}
	if err := issuer.Start(ctx); err != nil {
		_ = issuer.Close()
		return trust{}, fmt.Errorf("starting the embedded issuer: %w", err)
	}
	config.Issuer, config.Audience = issuer.URL(), resource
	config.Revocations = revocation.NewMemory(revocation.MemoryConfig{})
	verifier, err := mandate.New(config)
	if err != nil {
		_ = issuer.Close()
		return trust{}, err
	}
	return trust{
		resource: resource,
		verifier: verifier,
		announce: func(p *program, s *mcpruntime.Server) error { return p.announce(resource, issuer, s, config, extra) },
		close:    func() { _ = verifier.Close(); _ = issuer.Close() },
	}, nil
}

// devExtraClaims reads -dev-claims.
func (p *program) devExtraClaims() (map[string]any, error) {
	if p.set.devClaims == "" {
		return nil, nil
	}
	var extra map[string]any
	decoder := json.NewDecoder(strings.NewReader(p.set.devClaims))
	decoder.UseNumber()
	if err := decoder.Decode(&extra); err != nil || decoder.More() {
		return nil, &SettingError{"-dev-claims", "it is not a JSON object", `for example -dev-claims '{"name":"Ada","level":5}'`}
	}
	return extra, nil
}

// announce prints what a person needs to try the server: a token for each set of scopes and a command.
func (p *program) announce(resource string, issuer *devissuer.Issuer, server *mcpruntime.Server, config mandate.Config, extra map[string]any) error {
	var text strings.Builder
	fmt.Fprintf(&text, "\n%s %s: development mode, do not use it for real\n\n  endpoint  %s\n  issuer    %s (embedded; its keys die with this process)\n\nTokens, good for %d hours:\n", p.info.Name, p.info.Version, resource, issuer.URL(), devTokenLifetime/time.Hour)
	for _, scopes := range tokenScopes(server.ScopeSets(), config.RequiredScopes) {
		token, err := issuer.Mint(p.devClaimsOf(config, scopes, extra))
		if err != nil {
			return fmt.Errorf("minting a development token: %w", err)
		}
		label := strings.Join(scopes, " ")
		if label == "" {
			label = "no scopes"
		}
		fmt.Fprintf(&text, "\n  # %s\n  TOKEN=%s\n", label, token.Reveal())
	}
	fmt.Fprintf(&text, "\nTry:\n\n%s\n", tryIt(resource))
	_, err := p.std.Err.Write([]byte(text.String()))
	return err
}

// tokenScopes are the sets to print tokens for, each with what every token needs; the first has nothing more.
func tokenScopes(sets [][]string, required []string) [][]string {
	list := [][]string{slices.Clone(required)}
	for _, set := range sets {
		list = append(list, slices.Concat(required, set))
	}
	for i := range list {
		slices.Sort(list[i])
		list[i] = slices.Compact(list[i])
	}
	slices.SortStableFunc(list, func(a, b []string) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
	return slices.CompactFunc(list, slices.Equal)
}

// devClaimsOf makes a token that passes what the settings require of every token.
func (p *program) devClaimsOf(config mandate.Config, scopes []string, extra map[string]any) devissuer.Claims {
	claims := devissuer.Claims{Scopes: scopes, Targets: config.RequiredTargets, Extra: extra}
	if config.RequireAgent {
		claims.AgentSessionID = "dev-agent"
	}
	if config.RequireDelegation {
		claims.DelegationEdgeID = "dev-delegation"
	}
	if len(config.RequireChainContains) > 0 {
		var chain []map[string]any
		for _, app := range config.RequireChainContains {
			chain = append(chain, map[string]any{"application_id": app})
		}
		claims.Extra = maps.Clone(extra)
		if claims.Extra == nil {
			claims.Extra = map[string]any{}
		}
		claims.Extra["delegation_chain"] = chain
	}
	return claims
}

// tryIt is a command that lists the tools that the token shows.
func tryIt(resource string) string {
	return fmt.Sprintf(`  curl -s %s \
    -H "Authorization: Bearer $TOKEN" \
    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \
    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/list' \
    -d '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}'
`, resource)
}
