package generator_test

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	drawFor  = flag.Duration("draw.for", 0, "how long each test that draws its input goes on; 0: once, which an ordinary run has time for")
	drawSeed = flag.Uint64("draw.seed", 0, "seed of those tests; 0: their own")
)

// draw runs a test on drawn input: once, or with one seed after the other (make fuzz). atLength says that it goes on for a
// minute or more, for what only then is worth its time. The seed of a failure is said.
func draw(t *testing.T, seed uint64, one func(random *rand.Rand, atLength bool)) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds packages")
	}
	if *drawSeed != 0 {
		seed = *drawSeed
	}
	end := time.Now().Add(*drawFor)
	for first := true; first || time.Now().Before(end); first = false {
		one(rand.New(rand.NewPCG(seed, 7)), *drawFor >= time.Minute)
		if t.Failed() {
			t.Fatalf("with -draw.seed=%d", seed)
		}
		seed++
	}
}
