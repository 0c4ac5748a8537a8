#include "app/domain/histogram.h"

#include <algorithm>
#include <cmath>

namespace slipway::domain {

namespace {

const double growth = std::log(1.05);
/// An hour, in microseconds; nothing waits longer for an answer.
constexpr qint64 mostUs = 3'600'000'000;
constexpr int mostBucket = 452; ///< of that
constexpr double roundingSlack = 1e-9;

int bucketOf(qint64 us) {
    return us <= 1 ? 0 : static_cast<int>(std::log(double(std::min(us, mostUs))) / growth) + 1;
}

qint64 middleOf(int bucket) {
    return bucket == 0 ? 0 : static_cast<qint64>(std::llround(std::exp((bucket - 0.5) * growth)));
}

void put(QByteArray& bytes, quint64 value) {
    while (value >= 0x80) {
        bytes.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.append(static_cast<char>(value));
}

std::optional<quint64> take(const QByteArray& bytes, qsizetype& at) {
    quint64 value = 0;
    for (int shift = 0; shift < 63 && at < bytes.size(); shift += 7) {
        const auto byte = static_cast<uchar>(bytes[at++]);
        value |= quint64(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    return {};
}

} // namespace

void Histogram::add(qint64 tookUs, qint64 times) {
    if (times <= 0)
        return;
    m_buckets[bucketOf(std::max<qint64>(0, tookUs))] += times;
    m_count += times;
}

void Histogram::add(const Histogram& other) {
    for (auto it = other.m_buckets.begin(); it != other.m_buckets.end(); ++it)
        m_buckets[it.key()] += it.value();
    m_count += other.m_count;
}

std::optional<qint64> Histogram::percentileUs(double share) const {
    if (m_count == 0)
        return {};
    const auto rank =
        std::clamp<qint64>(qint64(std::ceil(share * double(m_count) - roundingSlack)), 1, m_count);
    qint64 seen = 0;
    for (auto it = m_buckets.begin(); it != m_buckets.end(); ++it) {
        seen += it.value();
        if (seen >= rank)
            return middleOf(it.key());
    }
    return {};
}

QByteArray Histogram::encoded() const {
    QByteArray bytes;
    int before = 0;
    for (auto it = m_buckets.begin(); it != m_buckets.end(); ++it) {
        put(bytes, quint64(it.key() - before));
        put(bytes, quint64(it.value()));
        before = it.key();
    }
    return bytes;
}

Histogram Histogram::decoded(const QByteArray& bytes) {
    Histogram result;
    qint64 bucket = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto distance = take(bytes, at);
        const auto times = take(bytes, at);
        if (!distance || !times || *distance > mostBucket || *times > quint64(1) << 40)
            return {};
        bucket += qint64(*distance);
        if (bucket > mostBucket)
            return {};
        result.m_buckets[int(bucket)] += qint64(*times);
        result.m_count += qint64(*times);
    }
    return result;
}

} // namespace slipway::domain
