package seal

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// HashPassword gives what a server may keep of a password, in the usual text
// form "$argon2id$v=19$m=…,t=…,p=…$salt$hash". It is ErrCost outside the limits.
func (c Cost) HashPassword(password string) (string, error) {
	if err := c.check(); err != nil {
		return "", err
	}
	salt := make([]byte, saltSize)
	rand.Read(salt)
	return c.encode(salt, c.hash(password, salt)), nil
}

// CheckPassword reports whether a password is the one a hash was made of. What
// HashPassword did not give fits no password.
func CheckPassword(hash, password string) bool {
	c, salt, want, ok := parseHash(hash)
	return ok && subtle.ConstantTimeCompare(c.hash(password, salt), want) == 1
}

func (c Cost) hash(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Threads, KeySize)
}

func (c Cost) encode(salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Time, c.Threads,
		b64.EncodeToString(salt), b64.EncodeToString(hash))
}

func parseHash(text string) (c Cost, salt, hash []byte, ok bool) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Threads); n != 3 || err != nil || c.check() != nil {
		return c, nil, nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil || len(salt) != saltSize {
		return c, nil, nil, false
	}
	hash, err = base64.RawStdEncoding.DecodeString(parts[5])
	return c, salt, hash, err == nil && len(hash) == KeySize
}
