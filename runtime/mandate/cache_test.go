package mandate

import (
	"crypto/sha256"
	"encoding/binary"
	"testing"
	"time"
)

func remembered(i int, deadline int64) *Mandate {
	return &Mandate{digest: sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(i))), deadline: deadline, key: &key{}}
}

// TestCacheIsBounded: a thousand times as many mandates take no more places.
func TestCacheIsBounded(t *testing.T) {
	t.Parallel()
	c := newCache(64)
	for i := range 64_000 {
		c.put(remembered(i, int64(i)))
	}
	if n := c.held(); n > 64 {
		t.Errorf("%d mandates", n)
	}
}

func TestCacheKeepsTheLatestDeadlines(t *testing.T) {
	t.Parallel()
	c := newCache(ways)
	for i := range ways + 1 {
		c.put(remembered(i, int64(100+i)))
	}
	if first := remembered(0, 0); c.get(&first.digest) != nil {
		t.Error("the mandate that ends first is still there")
	}
	if last := remembered(ways, 0); c.get(&last.digest) == nil {
		t.Error("the newest mandate is not there")
	}
}

func TestCacheSweep(t *testing.T) {
	t.Parallel()
	c := newCache(64)
	for i := range 16 {
		c.put(remembered(i, int64(100+i)))
	}
	retired := remembered(16, 1000)
	retired.key.retired.Store(true)
	c.put(retired)
	c.sweep(time.Unix(108, 0))
	if n := c.held(); n != 7 {
		t.Errorf("%d mandates remain, want the 7 that end later", n)
	}
}

func TestNoCache(t *testing.T) {
	t.Parallel()
	c := newCache(-1)
	m := remembered(1, 1)
	c.put(m)
	c.sweep(time.Unix(0, 0))
	if c.get(&m.digest) != nil {
		t.Error("a cache of nothing remembers")
	}
}

func (c *cache) held() (n int) {
	for i := range c.sets {
		for j := range c.sets[i] {
			if c.sets[i][j].Load() != nil {
				n++
			}
		}
	}
	return n
}
