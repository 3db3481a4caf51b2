package jsonschema

import (
	"strings"
	"testing"
	"time"
)

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
