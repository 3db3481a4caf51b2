package serve

import (
	"context"
	"fmt"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// trust is whom a run believes, and what was opened for that.
type trust struct {
	resource string
	verifier mcpruntime.Verifier
	announce func(*program, *mcpruntime.Server) error
	close    func()
}

// trust builds the verifier that the settings describe. addr is the address listened on, "" for stdio.
func (p *program) trust(ctx context.Context, addr string) (trust, error) {
	switch {
	case p.set.dev:
		return p.devTrust(ctx, addr)
	case p.set.insecureNoAuth:
		p.log.Warn("MCPGEN_INSECURE_NO_AUTH: callers are not verified; unrestricted components are open to everybody")
		return trust{resource: p.resource(addr), announce: quiet, close: func() {}}, nil
	}
	config, err := p.mandateConfig()
	if err != nil {
		return trust{}, err
	}
	verifier, err := mandate.New(config)
	if err != nil {
		return trust{}, &SettingError{Setting: "MCPGEN_ISSUER and the settings beside it", Problem: err.Error()}
	}
	return trust{
		resource: p.set.resource,
		verifier: verifier,
		announce: quiet,
		close:    func() { _ = verifier.Close() },
	}, nil
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

func (p *program) mandateConfig() (mandate.Config, error) {
	store, err := p.revocations()
	if err != nil {
		return mandate.Config{}, err
	}
	config := p.requirements()
	config.Profile = profiles[p.set.profile]
	config.Issuer, config.JWKSURL, config.Algorithms = p.set.issuer, p.set.jwksURL, p.set.algorithms
	config.Audience, config.ZoneID = p.set.audience, p.set.zone
	if config.Audience == "" {
		config.Audience = p.set.resource
	}
	config.Revocations = store
	return config, nil
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

// revocations opens the store; nil where the profile does without one and none was asked for.
func (p *program) revocations() (mandate.Revocations, error) {
	switch p.set.revocation {
	case "":
		return nil, nil
	case "insecure-memory":
		p.log.Warn("MCPGEN_REVOCATION=insecure-memory: a revocation is known to this process only and is lost when it ends")
		return revocation.NewMemory(revocation.MemoryConfig{}), nil
	}
	return nil, &SettingError{"MCPGEN_REVOCATION", "this version has no redis:// store", "use insecure-memory with a single process"}
}
