package mandate

import (
	"encoding/binary"
	"sync/atomic"
	"time"
)

// ways is how many places a token may take: one cache line of pointers.
const ways = 8

// cache remembers verified mandates by the SHA-256 of their token. It is a fixed table in which every token has eight
// places, so it is bounded, and reading it takes no lock and writes no memory. Losing an entry costs one verification,
// so writers may overwrite one another.
type cache struct {
	sets []([ways]atomic.Pointer[Mandate])
}

// newCache returns a cache for about n mandates; n <= 0 remembers nothing.
func newCache(n int) *cache {
	if n <= 0 {
		return &cache{}
	}
	sets := 1
	for sets*ways < n {
		sets *= 2
	}
	return &cache{make([][ways]atomic.Pointer[Mandate], sets)}
}

// keeps reports whether the cache remembers anything.
func (c *cache) keeps() bool { return len(c.sets) > 0 }

func (c *cache) places(digest *[32]byte) *[ways]atomic.Pointer[Mandate] {
	if !c.keeps() {
		return nil
	}
	return &c.sets[binary.LittleEndian.Uint64(digest[:])&uint64(len(c.sets)-1)]
}

// get returns the mandate of the token with this digest, or nil. Whether it still counts is for the caller to ask.
func (c *cache) get(digest *[32]byte) *Mandate {
	places := c.places(digest)
	if places == nil {
		return nil
	}
	for i := range places {
		if m := places[i].Load(); m != nil && m.digest == *digest {
			return m
		}
	}
	return nil
}

// put remembers m in a free place, or else in that of the mandate that ends first. Among equals the token's digest
// chooses, so that mandates of one lifetime take turns.
func (c *cache) put(m *Mandate) {
	places := c.places(&m.digest)
	if places == nil {
		return
	}
	first := int(m.digest[len(m.digest)-1])
	worst, earliest := first%ways, int64(maxInstant+1)
	for i := range places {
		at := (first + i) % ways
		other := places[at].Load()
		if other == nil || other.digest == m.digest {
			worst = at
			break
		}
		deadline := other.deadline
		if other.key != nil && other.key.retired.Load() {
			deadline = 0
		}
		if deadline < earliest {
			worst, earliest = at, deadline
		}
	}
	places[worst].Store(m)
}

// sweep forgets what has ended, so that no credential stays in memory for long after its end.
func (c *cache) sweep(now time.Time) {
	for i := range c.sets {
		for j := range c.sets[i] {
			place := &c.sets[i][j]
			m := place.Load()
			if m != nil && (now.Unix() >= m.deadline || m.key != nil && m.key.retired.Load()) {
				place.CompareAndSwap(m, nil)
			}
		}
	}
}
