package serve

import (
	"fmt"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/mandate"
)

// trust is whom a run believes, and what was opened for that.
type trust struct {
	resource string
	verifier mcpruntime.Verifier
	sessions mcpruntime.EndedSessions // shared with replicas; nil: this process's own
	announce func(*program, *mcpruntime.Server) error
	close    func()
}

// resource is the configured one or, where nobody needs to agree on it, the address itself.
func (p *program) resource(addr string) string {
	if p.set.resource != "" {
		return p.set.resource
	}
	return fmt.Sprintf("http://%s/mcp", addr)
}

func quiet(*program, *mcpruntime.Server) error { return nil }

// profiles maps the words of MCPGEN_PROFILE.
var profiles = map[string]mandate.Profile{"caracal": mandate.Caracal, "rfc9068": mandate.RFC9068, "jwt": mandate.PlainJWT}

func (p *program) mandateConfig(revocations mandate.Revocations) mandate.Config {
	config := p.requirements()
	config.Profile = profiles[p.set.profile]
	config.Issuer, config.JWKSURL, config.Algorithms = p.set.issuer, p.set.jwksURL, p.set.algorithms
	config.Audience, config.ZoneID = p.set.audience, p.set.zone
	if config.Audience == "" {
		config.Audience = p.set.resource
	}
	config.Revocations = revocations
	return config
}

// requirements are the settings that a development run honours too.
func (p *program) requirements() mandate.Config {
	return mandate.Config{
		RequiredScopes:       p.set.requiredScopes,
		RequiredTargets:      p.set.requiredTargets,
		RequireAgent:         p.set.requireAgent,
		RequireDelegation:    p.set.requireDelegation,
		RequireChainContains: p.set.requireChain,
		MaxHopCount:          p.set.maxHops,
		Logger:               p.log,
	}
}
