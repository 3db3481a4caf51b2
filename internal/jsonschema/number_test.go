package jsonschema

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
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
		if ParseNumber(divisor).sign() == 0 {
			continue
		}
		n := token(25)
		if r.IntN(2) == 0 { // one that is
			product := new(big.Rat).Mul(rational(divisor), big.NewRat(r.Int64N(1<<40), 1))
			n = product.FloatString(40)
		}
		want := new(big.Rat).Quo(rational(n), rational(divisor)).IsInt()
		if got := ParseNumber(n).MultipleOf(ParseNumber(divisor)); got != want {
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

// TestMultipleOfIsCheap: a message full of numbers with large exponents must not hold a processor for seconds.
func TestMultipleOfIsCheap(t *testing.T) {
	s, err := Compile(`{"type":"array","items":{"type":"number","multipleOf":0.01}}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"1.5", "1e1999", "1e999999999", strings.Repeat("7", 1<<20)} {
		value := "[" + strings.Repeat(token+",", max(1, (1<<20)/(len(token)+1))) + "0]"
		start := time.Now()
		if problems := s.Check([]byte(value)); len(problems) > 0 {
			t.Errorf("%.20s: %v", token, problems[0])
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("a mebibyte of %.20s takes %v", token, took)
		} else {
			t.Logf("%.20s: %v", token, took)
		}
	}
}
