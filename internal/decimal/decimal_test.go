package decimal

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMultipleOfIsExact compares with rational numbers.
func TestMultipleOfIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	token := func(digits int) string {
		text := ""
		for range 1 + r.IntN(digits) {
			text += fmt.Sprint(r.IntN(10))
		}
		if text = strings.TrimLeft(text, "0"); text == "" {
			text = "0"
		}
		if r.IntN(2) == 0 {
			text += "." + fmt.Sprint(r.IntN(1000))
		}
		if r.IntN(2) == 0 {
			text += fmt.Sprintf("e%d", r.IntN(60)-30)
		}
		return text
	}
	rational := func(token string) *big.Rat {
		value, ok := new(big.Rat).SetString(token)
		if !ok {
			t.Fatal(token)
		}
		return value
	}
	multiples := 0
	for range 20_000 {
		divisor := token(22)
		if Parse([]byte(divisor)).Sign() == 0 {
			continue
		}
		n := token(25)
		if r.IntN(2) == 0 { // one that is
			product := new(big.Rat).Mul(rational(divisor), big.NewRat(r.Int64N(1<<40), 1))
			n = product.FloatString(40)
		}
		want := new(big.Rat).Quo(rational(n), rational(divisor)).IsInt()
		if got := Parse([]byte(n)).MultipleOf(Parse([]byte(divisor))); got != want {
			t.Fatalf("%s is a multiple of %s: %v, want %v", n, divisor, got, want)
		}
		if want {
			multiples++
		}
	}
	if multiples < 5_000 {
		t.Errorf("only %d multiples among the numbers", multiples)
	}
}

// TestCompareIsExact compares with rational numbers, signs and spellings of zero included.
func TestCompareIsExact(t *testing.T) {
	tokens := []string{
		"0", "-0", "0.0", "0e9999999999", "-0e-9", "1", "-1", "1.0", "10e-1", "0.1e1", "1.5", "15e-1", "-1.5", "9007199254740993", "9007199254740992",
		"0.1", "0.10000000000000000001", "1e20", "100000000000000000000", "1e-20", "-1e-20", "123456789012345678901234567890",
	}
	for _, x := range tokens {
		for _, y := range tokens {
			want := ratOf(x).Cmp(ratOf(y))
			if got := Parse([]byte(x)).Compare(Parse([]byte(y))); sign(got) != want {
				t.Errorf("%s against %s: %d, want %d", x, y, got, want)
			}
			same := string(AppendCanonical(nil, []byte(x))) == string(AppendCanonical(nil, []byte(y)))
			if same != (want == 0) {
				t.Errorf("%s and %s have one canonical text: %v", x, y, same)
			}
		}
		if got, want := Parse([]byte(x)).IsInteger(), ratOf(x).IsInt(); got != want {
			t.Errorf("%s is an integer: %v, want %v", x, got, want)
		}
	}
	for _, pair := range [][2]string{{"1e999999999999", "1e9"}, {"1", "1e-999999999999"}, {"-1e9", "-1e999999999999"}} {
		if Parse([]byte(pair[0])).Compare(Parse([]byte(pair[1]))) <= 0 {
			t.Errorf("%s is not more than %s", pair[0], pair[1])
		}
	}
}

func ratOf(token string) *big.Rat {
	if strings.HasPrefix(strings.TrimPrefix(token, "-"), "0e") {
		return new(big.Rat)
	}
	r, _ := new(big.Rat).SetString(token)
	return r
}

func sign(n int) int { return max(-1, min(n, 1)) }
