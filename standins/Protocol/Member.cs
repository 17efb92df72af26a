using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>One member of a request, a response or a structure in either, as reflection finds it.</summary>
public sealed class Member
{
    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    private readonly PropertyInfo property;

    private Member(PropertyInfo property)
    {
        this.property = property;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);
        Type = IsList ? type.GetGenericArguments()[0] : type;
        ItemName = property.GetCustomAttribute<ListItemAttribute>()?.Name ?? "member";
    }

    public string Name => property.Name;

    public bool IsList { get; }

    /// <summary>The member's type without its nullability; of a list, the type of its elements.</summary>
    public Type Type { get; }

    public string ItemName { get; }

    /// <summary>The members that the type itself declares: what AWSSDK.Core's base types add is not on the wire.</summary>
    public static IReadOnlyList<Member> Of(Type type) =>
        Known.GetOrAdd(
            type,
            static t =>
                [
                    .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(p => p.DeclaringType.Assembly != typeof(AmazonWebServiceRequest).Assembly)
                        .Where(p => !p.IsDefined(typeof(NotOnWireAttribute)))
                        .Select(p => new Member(p)),
                ]
        );

    public object Get(object owner) => property.GetValue(owner);

    public void Set(object owner, object value) => property.SetValue(owner, value);

    public IList NewList() => (IList)Activator.CreateInstance(property.PropertyType);

    public static bool IsStructure(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(ConstantClass).IsAssignableFrom(type);
}
