package mandate

import "time"

// fetchBurst is how many fetches may follow one another at once before the interval applies.
const fetchBurst = 3

// bucket limits how often tokens can make us ask the issuer: a burst, then one per interval. Not safe for concurrent
// use.
type bucket struct {
	interval time.Duration
	full     time.Time // when the whole burst is available again
}

// wait returns how long to wait for the next fetch.
func (b *bucket) wait(now time.Time) time.Duration {
	return max(0, b.full.Add(-(fetchBurst-1)*b.interval).Sub(now)) // Sub saturates: the zero bucket is full
}

// take counts one fetch.
func (b *bucket) take(now time.Time) {
	if b.full.Before(now) {
		b.full = now
	}
	b.full = b.full.Add(b.interval)
}
