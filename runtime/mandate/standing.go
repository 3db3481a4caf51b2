package mandate

import (
	"context"
	"fmt"
)

// standing is steps 12 and 13: has the mandate been taken back since it was issued?
func (v *Verifier) standing(ctx context.Context, m *Mandate) *Error {
	return standing(ctx, v.cfg.Revocations, m)
}

// standing asks store, which Caracal always has; nil takes nothing back.
func standing(ctx context.Context, store Revocations, m *Mandate) *Error {
	if store == nil {
		return nil
	}
	revoked, epoch, err := store.Check(ctx, m.zone, m.anchors)
	switch {
	case err != nil:
		return unavailable("whether the token was revoked cannot be found out right now", err)
	case revoked:
		return refuseRevoked
	case m.delegated && m.zone != "" && epoch > m.principal.DelegationGraphEpoch:
		return refuseStale
	}
	return nil
}

// storeReady asks a store that can tell.
func storeReady(ctx context.Context, store Revocations) error {
	able, ok := store.(interface{ Ready(context.Context) error })
	if !ok {
		return nil
	}
	if err := able.Ready(ctx); err != nil {
		return fmt.Errorf("revocation store: %w", err)
	}
	return nil
}
