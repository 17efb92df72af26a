using System.Text;

namespace LocalCloud.Lambda;

/// <summary>
/// What functions in this process write to standard output, which is where LambdaLogger writes: each line goes to the invocation
/// that wrote it, and to it alone. What nobody's invocation writes goes where it went before.
/// </summary>
internal sealed class FunctionOutput : TextWriter
{
    private static readonly Lock Installing = new();
    private static readonly AsyncLocal<Lines?> Current = new();
    private static TextWriter? _installed;

    private readonly TextWriter _before;

    private FunctionOutput(TextWriter before) => _before = before;

    /// <inheritdoc/>
    public override Encoding Encoding => _before.Encoding;

    /// <summary>Runs code whose lines <paramref name="heard"/> gets, each when it is complete.</summary>
    public static async Task<T> RunAsync<T>(Action<string> heard, Func<Task<T>> run)
    {
        Install();
        var lines = Current.Value = new Lines(heard);
        try
        {
            return await run();
        }
        finally
        {
            lines.End();
        }
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) =>
        Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (Current.Value is { } lines)
        {
            lines.Add(value ?? "");
        }
        else
        {
            _before.Write(value);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine() => Write("\n");

    /// <inheritdoc/>
    public override void Flush() => _before.Flush();

    // Others set Console.Out too (a test that listens): then this goes in front again.
    private static void Install()
    {
        lock (Installing)
        {
            if (Console.Out != _installed)
            {
                Console.SetOut(new FunctionOutput(Console.Out));
                _installed = Console.Out;
            }
        }
    }

    private sealed class Lines(Action<string> heard)
    {
        private readonly StringBuilder _open = new();
        private bool _ended;

        public void Add(string text)
        {
            List<string> complete = [];
            lock (_open)
            {
                foreach (var character in text)
                {
                    if (character != '\n')
                    {
                        _open.Append(character);
                        continue;
                    }

                    complete.Add(_open.ToString().TrimEnd('\r'));
                    _open.Clear();
                }

                if (_ended)
                {
                    return;
                }
            }

            complete.ForEach(Hear);
        }

        public void End()
        {
            string rest;
            lock (_open)
            {
                _ended = true;
                rest = _open.ToString();
            }

            Hear(rest);
        }

        // As CloudWatch Logs: an empty line is no log event.
        private void Hear(string line)
        {
            if (line.Length > 0)
            {
                heard(line);
            }
        }
    }
}
