// Package leaky leaks on purpose: each test writes one secret somewhere. It is run by the tests of leakcheck only.
package leaky

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/audit"
)

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func token() string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"ES256"}`)) + "." + encode([]byte(`{"sub":"ada"}`)) + "." + random(64)
}

func TestNothing(t *testing.T) {
	slog.Info("nothing to see", "digest", strings.Repeat("0123456789abcdef", 8), "ruler", strings.Repeat("-=", 80))
	t.Log(leakcheck.Secret(token())[:10], leakcheck.Error(errors.New("refused")))
}

func TestLog(*testing.T)        { leakcheck.Logger(nil).Debug("verified", "token", token()) }
func TestDefaultLog(*testing.T) { slog.Info("verified", "token", token()) }
func TestAudit(*testing.T) {
	_ = leakcheck.Sink(nil).Record(context.Background(), audit.Event{Error: "no key for " + token()})
}
func TestError(*testing.T)             { _ = leakcheck.Error(fmt.Errorf("parsing %q", token())) }
func TestPanic(*testing.T)             { panic("no key for " + token()) }
func TestPrinted(*testing.T)           { fmt.Println(token()) }
func TestStderr(*testing.T)            { fmt.Fprintln(os.Stderr, token()) }
func TestFailure(t *testing.T)         { t.Errorf("got %s", token()) }
func TestClaims(t *testing.T)          { t.Log(strings.Split(token(), ".")[1]) }
func TestHalfOfTheHeader(t *testing.T) { t.Log(token()[:14]) }
func TestSignature(t *testing.T)       { t.Log(strings.Split(token(), ".")[2]) }
func TestPartOfASignature(t *testing.T) {
	t.Log(strings.Split(leakcheck.Secret(token()), ".")[2][20:52])
}
func TestHexadecimal(t *testing.T) { t.Logf("%x", leakcheck.Secret(token())) }
func TestPassword(t *testing.T) {
	t.Log("dialling redis://mcpgen:" + leakcheck.Secret("leaky-sesame") + "@127.0.0.1")
}
func TestEscaped(t *testing.T) {
	t.Log("client_secret=leaky%26client%2Fsecret", leakcheck.Secret("leaky&client/secret")[:1])
}
func TestCode(t *testing.T)        { t.Log("code=" + leakcheck.Secret(random(24))) }
func TestInALongLine(t *testing.T) { t.Log(strings.Repeat(" ", 4090) + token()) }
