package mandate

import (
	"context"
	"fmt"
	"time"
)

// retainer is a store that revocations reach by themselves, such as redisstore with its streams. It says how long it
// keeps them; 0: as long as whoever revokes asks for.
type retainer interface{ Retention() time.Duration }

// standing is steps 12 and 13: has the mandate been taken back since it was issued? A mandate that lives longer than
// its revocation would could not be taken back for good, so it is refused from the start.
func (v *Verifier) standing(ctx context.Context, m *Mandate) *Error {
	if store, ok := v.cfg.Revocations.(retainer); ok {
		if keeps := store.Retention(); keeps > 0 && m.lifetime > int64(keeps/time.Second) {
			return refuseLong
		}
	}
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
