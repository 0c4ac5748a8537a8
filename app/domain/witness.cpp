#include "app/domain/witness.h"

namespace slipway::domain {

namespace {

/// Longer lines, and more of one look, are cut: what a probe says is short.
constexpr qsizetype longestLine = 4096;
constexpr qsizetype mostOutput = 16 * 1024;
constexpr base::Milliseconds afterTheEnd{5 * 60'000};

/// Names of this program's own variables are letters, digits and _ (variables.h), so `eval` sees no value.
/// Lines that a look writes begin with |; the line that ends it does not.
constexpr const char* loop = R"sh(limit=
command -v timeout >/dev/null 2>&1 && limit='timeout 20'
now() { date +%s; }
look() {
  exec 4>&1
  code=$( {
    {
      for name in $2; do
        eval "export $name=\"\$SLIPWAY_W$1_$name\""
      done
      eval "script=\$SLIPWAY_W$1_SCRIPT"
      $limit /bin/sh -c "$script" 2>/dev/null </dev/null
      echo $? >&3
    } | head -c 4096 | awk '{ print "|" $0 }' >&4
  } 3>&1 )
  echo "look $1 $(now) ${code:-255}"
}
until=$(($(now) + SLIPWAY_WITNESS_SECONDS))
while [ "$(now)" -lt "$until" ]; do
  begun=$(now)
  index=0
  while [ "$index" -lt "$SLIPWAY_WITNESS_LOOKS" ]; do
    eval "names=\$SLIPWAY_W${index}_NAMES"
    look "$index" "$names"
    index=$((index + 1))
  done
  left=$((begun + SLIPWAY_WITNESS_EVERY - $(now)))
  [ "$left" -gt 0 ] && sleep "$left"
done
echo end
)sh";

} // namespace

RemoteCommand witnessCommand(const QList<HostLook>& looks, base::Milliseconds every,
                             base::Milliseconds lasts) {
    RemoteCommand command;
    command.script = QString::fromLatin1(loop);
    command.timeout = lasts + afterTheEnd;
    command.isFixed = true;
    command.variables = {
        {QStringLiteral("SLIPWAY_WITNESS_SECONDS"), QString::number(lasts.count() / 1000)},
        {QStringLiteral("SLIPWAY_WITNESS_EVERY"), QString::number(std::max<qint64>(1, every.count() / 1000))},
        {QStringLiteral("SLIPWAY_WITNESS_LOOKS"), QString::number(looks.size())}};
    for (qsizetype i = 0; i < looks.size(); ++i) {
        const QString prefix = QStringLiteral("SLIPWAY_W%1_").arg(i);
        const HostLook& look = looks.at(i);
        command.variables.insert(prefix + QStringLiteral("SCRIPT"), look.script);
        command.variables.insert(prefix + QStringLiteral("NAMES"),
                                 QStringList(look.variables.keys()).join(QLatin1Char(' ')));
        for (auto it = look.variables.begin(); it != look.variables.end(); ++it)
            command.variables.insert(prefix + it.key(), it.value());
    }
    return command;
}

QList<WitnessSight> WitnessReader::take(const QByteArray& bytes) {
    QList<WitnessSight> sights;
    m_rest += bytes;
    qsizetype from = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', from)) {
        const QByteArrayView line = QByteArrayView(m_rest).sliced(from, end - from);
        from = end + 1;
        if (line.startsWith('|')) {
            if (m_output.size() < mostOutput)
                m_output += line.sliced(1).toByteArray() + '\n';
            continue;
        }
        const QList<QByteArray> words = line.toByteArray().split(' ');
        const QByteArray output = std::exchange(m_output, {});
        if (words.size() != 4 || words.first() != "look")
            continue;
        bool isLook = false, isTime = false, isCode = false;
        const WitnessSight sight{words.at(1).toInt(&isLook),
                                 words.at(2).toLongLong(&isTime) * 1000,
                                 {words.at(3).toInt(&isCode), output}};
        if (isLook && isTime && isCode && sight.look >= 0)
            sights.append(sight);
    }
    m_rest.remove(0, from);
    if (m_rest.size() > longestLine)
        m_rest.clear(); // a line that no witness writes
    return sights;
}

} // namespace slipway::domain
