package mandate

import (
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"time"
)

// complete returns cfg with its defaults filled in and its lists copied, or an error that joins everything wrong with
// it. What is empty or contradictory is refused here, so that the steps never meet it.
func (cfg Config) complete() (Config, error) {
	if cfg.Profile == ProfileDefault {
		cfg.Profile = RFC9068
		if cfg.ZoneID != "" {
			cfg.Profile = Caracal
		}
	}
	var wrong []error
	miss := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf("mandate: Config."+format, args...))
		}
	}
	miss(cfg.Profile > PlainJWT, "Profile %d is none of the profiles", cfg.Profile)
	miss(cfg.Issuer == "", "Issuer is missing: whose tokens are accepted?")
	miss(cfg.Audience == "", "Audience is missing: without it tokens for other servers would be accepted")
	miss(slices.ContainsFunc(cfg.RequiredScopes, notScope), "RequiredScopes holds what is no scope (RFC 6749 section 3.3)")
	if cfg.Issuer != "" {
		u, err := trusted(cfg.Issuer)
		miss(err != nil, "Issuer %w", err)
		miss(err == nil && (u.RawQuery != "" || u.ForceQuery), "Issuer must not have a query (RFC 8414 section 2)")
	}
	if cfg.JWKSURL != "" {
		_, err := trusted(cfg.JWKSURL)
		miss(err != nil, "JWKSURL %w", err)
	}
	if cfg.Profile == Caracal {
		miss(cfg.ZoneID == "", "ZoneID is missing: Caracal tokens are accepted from one zone")
		miss(isNil(cfg.Revocations), "Revocations is missing: Caracal mandates can be revoked; use a store of runtime/revocation")
		miss(len(cfg.Algorithms) > 0 && !slices.Equal(cfg.Algorithms, []string{"ES256"}), "Algorithms: Caracal signs with ES256 only")
	} else {
		cfg.refuseCaracalSettings(miss)
		miss(cfg.Revocations != nil && isNil(cfg.Revocations), "Revocations is a nil pointer")
	}
	_, err := algorithmsNamed(cfg.Algorithms)
	miss(err != nil, "Algorithms: %w", err)
	for _, empty := range [][]string{cfg.RequiredTargets, cfg.RequireChainContains} {
		miss(slices.Contains(empty, ""), "RequiredTargets or RequireChainContains holds an empty string")
	}
	miss(cfg.Keys.negative(), "Keys holds a negative bound")
	if len(wrong) > 0 {
		return Config{}, errors.Join(wrong...)
	}
	cfg.fill()
	return cfg, nil
}

// refuseCaracalSettings refuses what other profiles have no claims for: it would refuse every token, or worse, be
// believed to be checked.
func (cfg *Config) refuseCaracalSettings(miss func(bool, string, ...any)) {
	const only = "%s is for Caracal mandates: set ZoneID too, or leave it out"
	miss(cfg.ZoneID != "", only, "ZoneID with another Profile")
	miss(len(cfg.RequiredTargets) > 0, only, "RequiredTargets")
	miss(cfg.RequiredUse != "", only, "RequiredUse")
	miss(cfg.RequireAgent, only, "RequireAgent")
	miss(cfg.RequireDelegation, only, "RequireDelegation")
	miss(len(cfg.RequireChainContains) > 0, only, "RequireChainContains")
	miss(cfg.MaxHopCount != 0, only, "MaxHopCount")
}

func (cfg *Config) fill() {
	cfg.RequiredScopes = slices.Clone(cfg.RequiredScopes)
	cfg.RequiredTargets = slices.Clone(cfg.RequiredTargets)
	cfg.RequireChainContains = slices.Clone(cfg.RequireChainContains)
	cfg.Algorithms = slices.Clone(cfg.Algorithms)
	if len(cfg.Algorithms) == 0 {
		cfg.Algorithms = []string{"RS256", "PS256", "ES256", "EdDSA"}
		if cfg.Profile == Caracal {
			cfg.Algorithms = []string{"ES256"}
		}
	}
	if cfg.RequiredUse == "" {
		cfg.RequiredUse = "resource"
	}
	if cfg.MaxHopCount == 0 {
		cfg.MaxHopCount = 10
	}
	if cfg.Leeway == 0 {
		cfg.Leeway = time.Minute
	}
	cfg.MaxHopCount, cfg.Leeway = max(cfg.MaxHopCount, 0), max(cfg.Leeway, 0) // negative means none
	if cfg.CachedTokens == 0 {
		cfg.CachedTokens = 4096
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	k := &cfg.Keys
	k.RefreshInterval = defaulted(k.RefreshInterval, 5*time.Minute)
	k.RefetchInterval = defaulted(k.RefetchInterval, 5*time.Second)
	k.MaxStale = defaulted(k.MaxStale, time.Hour)
	k.Timeout = defaulted(k.Timeout, 10*time.Second)
	k.MaxBytes = defaulted(k.MaxBytes, 256<<10)
}

func (k KeyPolicy) negative() bool {
	return min(k.RefreshInterval, k.RefetchInterval, k.MaxStale, k.Timeout) < 0 || k.MaxBytes < 0
}

func defaulted[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func notScope(s string) bool { return !isScope(s) }

// isNil also finds a nil pointer inside the interface, which would panic on the first request.
func isNil(r Revocations) bool {
	if r == nil {
		return true
	}
	v := reflect.ValueOf(r)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// algorithmsNamed returns the set of the named algorithms.
func algorithmsNamed(list []string) (algorithmSet, error) {
	var set algorithmSet
	for _, name := range list {
		a, known := algorithmNamed(name)
		if !known {
			return 0, fmt.Errorf("%q is not accepted; choose from %s", name, strings.Join(algorithmNames(), ", "))
		}
		set |= 1 << a
	}
	return set, nil
}

func algorithmNames() []string {
	var list []string
	for _, a := range algorithms {
		list = append(list, a.name)
	}
	return list
}
