package serve

import (
	"context"
	"os"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// trust builds the verifier that the settings describe. addr is the address listened on, "" for stdio.
func (p *program) trust(ctx context.Context, addr string) (trust, error) {
	switch {
	case p.set.dev:
		return p.devTrust(ctx, addr)
	case p.set.insecureNoAuth:
		p.log.Warn("MCPGEN_INSECURE_NO_AUTH: callers are not verified; unrestricted components are open to everybody")
		return trust{resource: p.resource(addr), announce: quiet, close: func() {}}, nil
	}
	store, err := p.openStore()
	if err != nil {
		return trust{}, err
	}
	verifier, err := mandate.New(p.mandateConfig(store.revocations))
	if err != nil {
		store.close()
		return trust{}, &SettingError{Setting: "MCPGEN_ISSUER and the settings beside it", Problem: err.Error()}
	}
	return trust{
		resource: p.set.resource,
		verifier: verifier,
		sessions: store.sessions,
		announce: quiet,
		close:    func() { _ = verifier.Close(); store.close() },
	}, nil
}

// store is an open revocation store; its revocations are nil where the profile does without and none was asked for.
type store struct {
	revocations mandate.Revocations
	sessions    mcpruntime.EndedSessions
	close       func()
}

// openStore opens the store that MCPGEN_REVOCATION names. With the profile caracal it also follows the streams on which
// a Caracal deployment announces revocations.
func (p *program) openStore() (store, error) {
	switch p.set.revocation {
	case "":
		return store{close: func() {}}, nil
	case "insecure-memory":
		p.log.Warn("MCPGEN_REVOCATION=insecure-memory: a revocation is known to this process only and is lost when it ends")
		return store{revocation.NewMemory(revocation.MemoryConfig{}), nil, func() {}}, nil
	}
	redis, err := redisstore.Open(p.set.revocation, redisstore.Config{})
	if err != nil {
		return store{}, &SettingError{Setting: "MCPGEN_REVOCATION", Problem: err.Error()}
	}
	closed := func() { _ = redis.Close() }
	if p.set.profile == "caracal" {
		host, _ := os.Hostname() // "" makes a random name: then the group collects dead ones, and that is all
		if err := redis.Follow(redisstore.StreamConfig{HMACKey: p.set.streamKey, Consumer: host, Logger: p.log}); err != nil {
			closed()
			return store{}, &SettingError{Setting: "MCPGEN_STREAM_HMAC_KEY", Problem: err.Error()}
		}
	}
	return store{redis, redis, closed}, nil
}
