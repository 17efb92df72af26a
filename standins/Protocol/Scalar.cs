using System.Globalization;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>Values that stand as text: in XML, in a form, in a path or query string.</summary>
internal static class Scalar
{
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
            ? Activator.CreateInstance(type, text)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
