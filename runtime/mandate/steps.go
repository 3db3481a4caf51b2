// The steps after the signature, in the order of the table in docs/mandates.md. The first one that fails gives the
// code.

package mandate

import (
	"slices"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// judge runs steps 2 (after the signature) to 11 on verified claims and fills p with what they say.
func (v *Verifier) judge(c *claims, now time.Time, p *principal.Principal) *Error {
	if e := v.addressed(c, now, p); e != nil { // rest of step 2
		return e
	}
	if v.cfg.Profile != Caracal {
		if e := v.oauth(c, p); e != nil { // step 4
			return e
		}
		return v.scoped(p) // step 5
	}
	if c[claimZoneID].kind != text || c[claimZoneID].str != v.cfg.ZoneID { // step 3
		return refuseZone
	}
	if e := v.authority(c, p); e != nil { // step 4
		return e
	}
	if e := v.scoped(p); e != nil { // step 5
		return e
	}
	for _, want := range v.cfg.RequiredTargets { // step 6
		if !p.Targets.Has(want) {
			return v.refuseTargets
		}
	}
	if e := delegation(c, p); e != nil { // step 7
		return e
	}
	return v.delegated(p) // steps 8 to 11
}

// addressed is step 2 after the signature: is this a bearer token of our issuer, for us, now?
func (v *Verifier) addressed(c *claims, now time.Time, p *principal.Principal) *Error {
	if c[claimCnf].kind != absent { // RFC 7800, RFC 8705, RFC 9449: worthless without its key
		return refuseBound
	}
	if c[claimIss].kind != text || c[claimIss].str != v.cfg.Issuer { // RFC 8725 section 3.8, to the letter
		return refuseIssuer
	}
	if !c[claimAud].names(v.cfg.Audience) { // RFC 8725 section 3.9
		return refuseAudience
	}
	exp, expOK := c[claimExp].instant()
	iat, iatOK := c[claimIat].instant()
	nbf, nbfOK := iat, true
	if c[claimNbf].kind != absent {
		nbf, nbfOK = c[claimNbf].instant()
	}
	switch {
	case !expOK:
		return refuseTimes.about(claimExp)
	case !iatOK:
		return refuseTimes.about(claimIat)
	case !nbfOK:
		return refuseTimes.about(claimNbf)
	}
	p.Issuer, p.ExpiresAt = c[claimIss].str, time.Unix(exp, 0)
	if !now.Before(p.ExpiresAt) { // "on or after which" (RFC 7519 section 4.1.4), no leeway
		return refuseExpired
	}
	latest := now.Add(v.leeway)
	if time.Unix(max(nbf, iat), 0).After(latest) { // RFC 7519 sections 4.1.5 and 4.1.6
		return refuseEarly
	}
	return nil
}

// oauth is step 4 for the profiles other than Caracal (RFC 9068 section 2.2).
func (v *Verifier) oauth(c *claims, p *principal.Principal) *Error {
	var unused string // checked for its type, and read where it matters
	strict := v.cfg.Profile == RFC9068
	wrong, ok := c.texts([]field{{claimSub, true, &p.Subject}, {claimClientID, strict, &p.ClientID}, {claimJti, strict, &unused}, {claimSid, false, &unused}})
	if !ok {
		return refuseClaims.about(wrong)
	}
	scopes, ok := c.granted()
	if !ok {
		return refuseClaims.about(claimScope)
	}
	p.Scopes = principal.SetOf(scopes...)
	return nil
}

// authority is step 4 for Caracal.
func (v *Verifier) authority(c *claims, p *principal.Principal) *Error {
	var unused, use string
	wrong, ok := c.texts([]field{{claimSub, true, &p.Subject}, {claimJti, true, &unused}, {claimClientID, true, &p.ClientID},
		{claimSid, true, &p.SessionID}, {claimRootSid, true, &p.RootSessionID}, {claimUse, true, &use}, {claimSubType, true, &p.SubjectType}})
	if !ok {
		return refuseClaims.about(wrong)
	}
	var scopes, targets []string
	if c[claimScope].there() {
		if scopes, ok = c[claimScope].scopes(); !ok {
			return refuseClaims.about(claimScope)
		}
	}
	if c[claimTarget].there() {
		if targets, ok = c[claimTarget].strings(true); !ok {
			return refuseClaims.about(claimTarget)
		}
	}
	switch {
	case use != v.cfg.RequiredUse:
		return refuseUse
	case p.SubjectType != "user" && p.SubjectType != "application":
		return refuseClaims.about(claimSubType)
	}
	p.ZoneID = c[claimZoneID].str
	p.Scopes, p.Targets = principal.SetOf(scopes...), principal.SetOf(targets...)
	return nil
}

// scoped is step 5.
func (v *Verifier) scoped(p *principal.Principal) *Error {
	for _, want := range v.cfg.RequiredScopes {
		if !p.Scopes.Has(want) {
			return v.refuseScopes.lacking(p.Scopes)
		}
	}
	return nil
}

// delegation is step 7: the types of the optional claims. null counts as absent.
func delegation(c *claims, p *principal.Principal) *Error {
	wrong, ok := c.texts([]field{{claimAgentSessionID, false, &p.AgentSessionID}, {claimDelegationEdgeID, false, &p.DelegationEdgeID},
		{claimSourceSessionID, false, &p.SourceSessionID}, {claimTargetSessionID, false, &p.TargetSessionID}})
	if !ok {
		return refuseOptional.about(wrong)
	}
	if c[claimDelegationPath].there() {
		path, ok := c[claimDelegationPath].strings(false)
		if !ok {
			return refuseOptional.about(claimDelegationPath)
		}
		p.DelegationPath = principal.SetOf(path...)
	}
	if c[claimDelegationChain].there() {
		hops, ok := c[claimDelegationChain].chain()
		if !ok {
			return refuseOptional.about(claimDelegationChain)
		}
		p.DelegationChain = principal.ChainOf(hops...)
	}
	if p.HopCount, ok = c[claimHopCount].count(); !ok {
		return refuseOptional.about(claimHopCount)
	}
	if p.DelegationGraphEpoch, ok = c[claimDelegationGraphEpoch].count(); !ok {
		return refuseOptional.about(claimDelegationGraphEpoch)
	}
	return nil
}

// delegated is steps 8 to 11.
func (v *Verifier) delegated(p *principal.Principal) *Error {
	switch {
	case v.cfg.RequireAgent && p.AgentSessionID == "":
		return refuseAgent
	case v.cfg.RequireDelegation && p.DelegationEdgeID == "":
		return refuseDelegation
	case p.HopCount > v.maxHops:
		return refuseHops
	}
	for _, app := range v.cfg.RequireChainContains {
		if !p.DelegationChain.Contains(app) {
			return refuseChain
		}
	}
	return nil
}

// field is a claim that is a string, and where it goes.
type field struct {
	id       claim
	required bool // there and not empty
	dst      *string
}

// texts reads strings; on failure it returns the first claim that is missing or no string.
func (c *claims) texts(fields []field) (wrong claim, ok bool) {
	for _, f := range fields {
		if f.required {
			*f.dst, ok = c[f.id].required()
		} else {
			*f.dst, ok = c[f.id].optional()
		}
		if !ok {
			return f.id, false
		}
	}
	return 0, true
}

// granted returns the scopes of an OAuth access token: scope (RFC 9068 section 2.2.3), or where there is none scp, a
// string or a list, as some authorization servers send it.
func (c *claims) granted() ([]string, bool) {
	if c[claimScope].there() {
		return c[claimScope].scopes()
	}
	scp := c[claimScp]
	switch scp.kind {
	case absent, null:
		return nil, true
	case list:
		all, ok := scp.strings(false)
		return all, ok && !slices.ContainsFunc(all, func(s string) bool { return !isScope(s) })
	default:
		return scp.scopes()
	}
}

// anchors returns what a revocation may name to hit this mandate (step 12).
func (v *Verifier) anchors(c *claims, p *principal.Principal) []string {
	all := [4]string{p.SessionID, p.RootSessionID, p.AgentSessionID, p.DelegationEdgeID}
	if v.cfg.Profile != Caracal {
		all = [4]string{c[claimJti].str, c[claimSid].str, p.Subject}
	}
	distinct := make([]string, 0, len(all))
	for _, a := range all {
		if a != "" && !slices.Contains(distinct, a) {
			distinct = append(distinct, a)
		}
	}
	return distinct
}
