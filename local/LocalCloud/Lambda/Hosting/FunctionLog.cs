using System.Text;

namespace LocalCloud.Lambda.Hosting;

/// <summary>The log file of one function; all its environments write to it.</summary>
internal sealed class FunctionLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;
    private bool _closed;

    public FunctionLog(string folder, string functionName)
    {
        Directory.CreateDirectory(folder);
        var stream = new FileStream(
            Path.Combine(folder, functionName + ".log"),
            FileMode.Append,
            FileAccess.Write,
            FileShare.ReadWrite
        );
        _file = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
        };
    }

    public void Write(string line)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _file.WriteLine(line);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _file.Dispose();
        }
    }
}
