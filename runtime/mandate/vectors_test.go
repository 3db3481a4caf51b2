package mandate_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/transport"
)

// vectorFile and vector are testdata/mandates/README.md in Go.
type vectorFile struct {
	Now     int64
	Config  map[string]any
	Keys    string
	Vectors []vector
}

type vector struct {
	Name, Why, Token, Expect, Keys string
	Now                            int64
	Config                         map[string]any
	Revoked                        []string
	Epochs                         map[string]int64
	Pad                            int
}

type vectorConfig struct {
	Profile              string   `json:"profile"`
	Issuer               string   `json:"issuer"`
	Audience             string   `json:"audience"`
	ZoneID               string   `json:"zone_id"`
	Algorithms           []string `json:"algorithms"`
	RequiredScopes       []string `json:"required_scopes"`
	RequiredTargets      []string `json:"required_targets"`
	RequiredUse          string   `json:"required_use"`
	RequireAgent         bool     `json:"require_agent"`
	RequireDelegation    bool     `json:"require_delegation"`
	RequireChainContains []string `json:"require_chain_contains"`
	MaxHopCount          int      `json:"max_hop_count"`
	LeewaySeconds        int64    `json:"leeway_seconds"`
}

// TestVectors judges every vector twice, so that the cache is asked too.
func TestVectors(t *testing.T) {
	t.Parallel()
	count := 0
	eachVector(t, func(file string, f vectorFile, v vector, verifier *mandate.Verifier) {
		count++
		t.Run(file+"/"+v.Name, func(t *testing.T) {
			for range 2 {
				got := string(codeOf(t, verifier, transport.Credential(v.Token)))
				if got == "" {
					got = "accepted"
				}
				if got != v.Expect {
					t.Errorf("%s, want %s: %s", got, v.Expect, v.Why)
				}
			}
		})
	})
	if count < 150 {
		t.Errorf("%d vectors", count)
	}
}

// eachVector calls f with every vector and a verifier set up for it.
func eachVector(t testing.TB, f func(string, vectorFile, vector, *mandate.Verifier)) {
	t.Helper()
	const folder = "../../testdata/mandates/"
	var keySets map[string]json.RawMessage
	decode(t, folder+"keys.json", &keySets)
	paths, err := filepath.Glob(folder + "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if name == "keys" {
			continue
		}
		var file vectorFile
		decode(t, path, &file)
		for _, v := range file.Vectors {
			if v.Keys == "" {
				v.Keys = file.Keys
			}
			if v.Pad > 0 {
				dot := strings.LastIndexByte(v.Token, '.')
				v.Token = v.Token[:dot] + strings.Repeat("A", v.Pad) + v.Token[dot:]
			}
			if len(v.Token) > 40 { // the others are no tokens at all
				leakcheck.Secret(v.Token)
			}
			f(name, file, v, vectorVerifier(t, file, v, keySets[v.Keys]))
		}
	}
}

func vectorVerifier(t testing.TB, file vectorFile, v vector, keySet json.RawMessage) *mandate.Verifier {
	t.Helper()
	settings := map[string]any{}
	for _, layer := range []map[string]any{file.Config, v.Config} {
		for name, value := range layer {
			settings[name] = value
		}
	}
	var c vectorConfig
	strict(t, []byte(jsonOf(settings)), &c)
	clock := at(file.Now)
	if v.Now != 0 {
		clock.set(time.Unix(v.Now, 0))
	}
	store := revocation.NewMemory(revocation.MemoryConfig{Now: clock.now})
	if len(v.Revoked) > 0 {
		if err := store.Revoke(t.Context(), time.Hour, v.Revoked...); err != nil {
			t.Fatal(err)
		}
	}
	for zone, n := range v.Epochs {
		if err := store.AdvanceEpoch(t.Context(), zone, n); err != nil {
			t.Fatal(err)
		}
	}
	cfg := caracal(nil, clock.now)
	cfg.Profile = map[string]mandate.Profile{"caracal": mandate.Caracal, "rfc9068": mandate.RFC9068, "jwt": mandate.PlainJWT}[c.Profile]
	cfg.Issuer, cfg.Audience, cfg.ZoneID, cfg.Algorithms = c.Issuer, c.Audience, c.ZoneID, c.Algorithms
	cfg.RequiredScopes, cfg.RequiredTargets, cfg.RequiredUse = c.RequiredScopes, c.RequiredTargets, c.RequiredUse
	cfg.RequireAgent, cfg.RequireDelegation, cfg.RequireChainContains = c.RequireAgent, c.RequireDelegation, c.RequireChainContains
	cfg.MaxHopCount, cfg.Leeway = c.MaxHopCount, time.Duration(c.LeewaySeconds)*time.Second
	cfg.Revocations, cfg.JWKSURL = store, issuer+"/keys"
	cfg.HTTPClient = &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		return answer(http.StatusOK, string(keySet)), nil
	})}
	return newVerifier(t, cfg)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func decode(t testing.TB, path string, v any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func strict(t testing.TB, raw []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Fatal(err)
	}
}
