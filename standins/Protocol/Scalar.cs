using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>Values that stand as text: in XML, in a form, in a path or query string.</summary>
internal static class Scalar
{
    // Kept: what reflection makes for a constructor lives only until the next garbage collection.
    private static readonly ConcurrentDictionary<Type, ConstructorInfo> Constants = new();

    /// <summary>A time keeps its milliseconds, always in a form and where it has any in a query string.</summary>
    public static string Format(object value, string times = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'") =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            DateTime time => time.ToUniversalTime().ToString(times, CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    public static object Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(DateTime))
        {
            return DateTime.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal
            );
        }

        return typeof(ConstantClass).IsAssignableFrom(type)
            ? Constants.GetOrAdd(type, static t => t.GetConstructor([typeof(string)])).Invoke([text])
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
