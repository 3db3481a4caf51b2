package redisstore_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/mcpgen/mcpgen/runtime/revocation/redisstore"
)

// TestTLS talks to a real redis-server over TLS: with its certificate trusted the store works, without it refuses.
func TestTLS(t *testing.T) {
	t.Parallel()
	certificate, key, roots := certify(t)
	address := freeAddr(t)
	_, port, _ := net.SplitHostPort(address)
	startRedis(t, "--tls-port", port, "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no")

	trusting := redis.NewClient(&redis.Options{Addr: address, ContextTimeoutEnabled: true, TLSConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}})
	store, err := redisstore.New(redisstore.Config{Client: trusting, Timeout: long})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(); _ = trusting.Close() })
	if err := store.Revoke(t.Context(), time.Hour, "gone"); err != nil {
		t.Fatal(err)
	}
	if found, _, err := store.Check(t.Context(), "", []string{"gone"}); err != nil || !found {
		t.Errorf("over TLS: revoked %v, %v", found, err)
	}

	distrusting, err := redisstore.Open("rediss://"+address, redisstore.Config{Timeout: long})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = distrusting.Close() })
	if _, _, err := distrusting.Check(t.Context(), "", []string{"gone"}); err == nil {
		t.Error("a certificate that nobody vouches for was believed")
	}
}

// certify makes a self-signed certificate for 127.0.0.1 and returns the files of certificate and key, and the roots
// that vouch for it.
func certify(t *testing.T) (certificate, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(parsed)
	dir := t.TempDir()
	certificate, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{
		certificate: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: pkcs8},
	} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certificate, key, roots
}
