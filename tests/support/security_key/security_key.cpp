// A security key in software: the library that OpenSSH loads as SecurityKeyProvider. What it asks of one is
// said in its sources, PROTOCOL.u2f ("SSH U2F Signatures") and sk-api.h, version 10. The private key is the
// handle itself. Where SLIPWAY_TEST_TOUCH names a file, the key is touched when that is there; where
// SLIPWAY_TEST_PIN does, its first line is the PIN, and each wrong one that was offered becomes a line after
// it.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string>
#include <unistd.h>

namespace {

constexpr uint32_t ed25519 = 1;
constexpr size_t keySize = 32, signatureSize = 64;
constexpr int failed = -1, unsupported = -2, pinRequired = -3;

struct Enrolled {
    uint8_t flags;
    uint8_t* publicKey;
    size_t publicKeySize;
    uint8_t* handle;
    size_t handleSize;
    uint8_t* signature;
    size_t signatureSize;
    uint8_t* certificate;
    size_t certificateSize;
    uint8_t* data;
    size_t dataSize;
};

struct Signed {
    uint8_t flags;
    uint32_t counter;
    uint8_t* first;
    size_t firstSize;
    uint8_t* second;
    size_t secondSize;
};

int check(const char* path, const char* pin) {
    std::string right;
    std::ifstream file(path);
    std::getline(file, right);
    if (!pin)
        return pinRequired;
    if (right == pin)
        return 0;
    std::ofstream(path, std::ios::app) << pin << '\n';
    return pinRequired;
}

/// OpenSSH frees it.
uint8_t* copyOf(const uint8_t* bytes, size_t size) {
    auto* copy = static_cast<uint8_t*>(std::calloc(1, size + 1));
    if (copy)
        std::memcpy(copy, bytes, size);
    return copy;
}

} // namespace

extern "C" {

uint32_t sk_api_version() {
    return 0x000a0000;
}

int sk_enroll(uint32_t algorithm, const uint8_t*, size_t, const char*, uint8_t flags, const char*, void**,
              Enrolled** enrolled) {
    if (algorithm != ed25519)
        return unsupported;
    uint8_t secret[keySize], open[keySize];
    size_t secretSize = keySize, openSize = keySize;
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    const bool made = key && EVP_PKEY_get_raw_private_key(key, secret, &secretSize) == 1 &&
                      EVP_PKEY_get_raw_public_key(key, open, &openSize) == 1;
    EVP_PKEY_free(key);
    auto* answer = static_cast<Enrolled*>(std::calloc(1, sizeof(Enrolled)));
    if (!made || !answer)
        return failed;
    answer->flags = flags;
    answer->publicKey = copyOf(open, openSize);
    answer->publicKeySize = openSize;
    answer->handle = copyOf(secret, secretSize);
    answer->handleSize = secretSize;
    answer->signature = copyOf(open, 0);
    *enrolled = answer;
    return 0;
}

int sk_sign(uint32_t algorithm, const uint8_t* data, size_t size, const char* application,
            const uint8_t* handle, size_t handleSize, uint8_t flags, const char* pin, void**,
            Signed** given) {
    if (algorithm != ed25519 || handleSize != keySize)
        return unsupported;
    if (const char* path = std::getenv("SLIPWAY_TEST_PIN"))
        if (const int verdict = check(path, pin); verdict != 0)
            return verdict;
    if (const char* touch = std::getenv("SLIPWAY_TEST_TOUCH"))
        while (::access(touch, F_OK) != 0)
            ::usleep(10'000);
    uint8_t message[2 * SHA256_DIGEST_LENGTH + 5] = {};
    SHA256(reinterpret_cast<const uint8_t*>(application), std::strlen(application), message);
    message[SHA256_DIGEST_LENGTH] = flags;
    message[SHA256_DIGEST_LENGTH + 4] = 1; // the counter
    SHA256(data, size, message + SHA256_DIGEST_LENGTH + 5);
    uint8_t signature[signatureSize];
    size_t length = sizeof signature;
    EVP_PKEY* key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, handle, handleSize);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool done = key && context && EVP_DigestSignInit(context, nullptr, nullptr, nullptr, key) == 1 &&
                      EVP_DigestSign(context, signature, &length, message, sizeof message) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    auto* answer = static_cast<Signed*>(std::calloc(1, sizeof(Signed)));
    if (!done || !answer)
        return failed;
    answer->flags = flags;
    answer->counter = 1;
    answer->first = copyOf(signature, length);
    answer->firstSize = length;
    *given = answer;
    return 0;
}

int sk_load_resident_keys(const char*, void**, void***, size_t*) {
    return unsupported;
}
}
