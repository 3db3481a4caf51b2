package session

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// CallerID stands for issuer, subject and client.
type CallerID [sha256.Size]byte

// CallerOf stands for who p is, also for nobody.
func CallerOf(p *principal.Principal) CallerID { return sha256.Sum256(callerParts(p)) }

// callerParts writes down who p is, each part with its length.
func callerParts(p *principal.Principal) []byte {
	if p == nil {
		return nil
	}
	b := make([]byte, 0, 24+len(p.Issuer)+len(p.Subject)+len(p.ClientID))
	for _, part := range []string{p.Issuer, p.Subject, p.ClientID} {
		b = append(binary.BigEndian.AppendUint64(b, uint64(len(part))), part...)
	}
	return b
}

// Owner is whose session it is: what is kept for a session counts for its caller.
type Owner struct {
	Session string
	Caller  CallerID
	// Known is false for callers without a principal: these share one bound, that of all.
	Known bool
}
