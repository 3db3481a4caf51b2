package mandate

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Verifier turns tokens of one issuer into mandates. Safe for concurrent use. Make it with [New], and [Verifier.Close]
// it when done. The zero Verifier panics: it is nobody's.
type Verifier struct {
	cfg           Config // complete
	accepts       algorithmSet
	leeway        time.Duration
	maxHops       int64
	refuseScopes  *Error
	refuseTargets *Error
	keys          *keySource
	verified      *cache
	lastHeader    atomic.Pointer[knownHeader]
}

// header is what a verifier reads before the signature holds: which key and algorithm to try, and what the token says
// it is (STYLE, security habits).
type header struct {
	algorithm algorithm
	kid       string // "" when the header names none
	typ       string // "" when the header names none
}

// knownHeader is a header that was read before. An issuer sends the same one with every token.
type knownHeader struct {
	encoded string
	header  header
}

// keySource keeps the keys of one issuer current. Reading them takes no lock; one goroutine fetches, in the background
// and on demand, so there is never more than one fetch at a time.
type keySource struct {
	fetch  func(context.Context) ([]*key, error)
	policy KeyPolicy
	now    func() time.Time
	logger *slog.Logger

	current atomic.Pointer[keySet]
	life    context.Context // ends with close
	end     context.CancelFunc
	wake    chan struct{}
	worker  sync.WaitGroup

	mu      sync.Mutex // guards the rest
	begun   bool
	running *flight
	next    *flight
	starts  int // fetches begun so far
	waiting int
	failure error // of the last fetch
	pace    bucket
}

// flight is one fetch, under way or to come.
type flight struct {
	start int // its place among the fetches; set when it begins
	err   error
	done  chan struct{}
}

// keySet is what an issuer published at one moment. It never changes; a newer one takes its place.
type keySet struct {
	keys    []*key
	fetched time.Time
}
