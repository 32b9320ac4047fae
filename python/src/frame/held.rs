//! Columns of Arrow as the core reads them: lent as they are where that can be, converted where not.

use arrow_array::cast::AsArray;
use arrow_array::timezone::Tz;
use arrow_array::types::{
    ArrowTimestampType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, GenericStringArray, OffsetSizeTrait, PrimitiveArray, StringArray, StringViewArray,
    temporal_conversions,
};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, TimeUnit};
use paicha::table::{BitSlice, FrameColumn, LONG, NO_TEXT, Texts};

/// A column of a part of a frame.
pub enum Held {
    Empty,
    Numbers(PrimitiveArray<Float64Type>),
    Integers(PrimitiveArray<Int64Type>),
    Truths(BooleanArray),
    Days(PrimitiveArray<Date32Type>),
    Texts(Box<dyn Texts + Send>),
    /// Something else, of this type.
    Strange(DataType),
}

impl Held {
    /// Takes a column; none if nothing of its type can be read.
    pub fn new(array: &ArrayRef) -> Result<Option<Self>, ArrowError> {
        let to = |data_type: &DataType| cast(array, data_type);
        Ok(Some(match array.data_type() {
            DataType::Null => Self::Empty,
            DataType::Boolean => Self::Truths(array.as_boolean().clone()),
            DataType::Float64 => Self::Numbers(array.as_primitive().clone()),
            DataType::Float16 | DataType::Float32 => Self::Numbers(to(&DataType::Float64)?.as_primitive().clone()),
            DataType::UInt64
                if array.as_primitive::<UInt64Type>().values().iter().any(|own| *own > i64::MAX as u64) =>
            {
                Self::Texts(Box::new(StringTexts(to(&DataType::Utf8)?.as_string::<i32>().clone())))
            }
            own if own.is_integer() => Self::Integers(to(&DataType::Int64)?.as_primitive().clone()),
            // By way of its digits: the nearest number, whatever the scale.
            own if own.is_decimal() => {
                Self::Numbers(cast(&to(&DataType::Utf8)?, &DataType::Float64)?.as_primitive().clone())
            }
            DataType::Date32 => Self::Days(array.as_primitive().clone()),
            DataType::Date64 => Self::Days(to(&DataType::Date32)?.as_primitive().clone()),
            DataType::Timestamp(unit, zone) => Self::Days(match unit {
                TimeUnit::Second => days::<TimestampSecondType>(array, zone.as_deref())?,
                TimeUnit::Millisecond => days::<TimestampMillisecondType>(array, zone.as_deref())?,
                TimeUnit::Microsecond => days::<TimestampMicrosecondType>(array, zone.as_deref())?,
                TimeUnit::Nanosecond => days::<TimestampNanosecondType>(array, zone.as_deref())?,
            }),
            DataType::Utf8 => Self::Texts(Box::new(StringTexts(array.as_string::<i32>().clone()))),
            DataType::LargeUtf8 => Self::Texts(Box::new(StringTexts(array.as_string::<i64>().clone()))),
            DataType::Utf8View => Self::Texts(Box::new(ViewTexts(array.as_string_view().clone()))),
            DataType::Dictionary(_, values) if values.is_string() => {
                Self::Texts(Box::new(DictionaryTexts::new(array)?))
            }
            DataType::Dictionary(_, values) => return Self::new(&to(values)?),
            DataType::List(item) | DataType::LargeList(item) if item.data_type().is_string() => {
                Self::Texts(Box::new(StringTexts(joined(array)?)))
            }
            _ => return Ok(None),
        }))
    }

    /// The column as the core reads it.
    pub fn lent(&self) -> FrameColumn<'_> {
        match self {
            Self::Empty | Self::Strange(_) => FrameColumn::Empty,
            Self::Numbers(array) => FrameColumn::Numbers(array.values(), known(array.nulls())),
            Self::Integers(array) => FrameColumn::Integers(array.values(), known(array.nulls())),
            Self::Truths(array) => FrameColumn::Truths(bits(array.values()), known(array.nulls())),
            Self::Days(array) => FrameColumn::Days(array.values(), known(array.nulls())),
            Self::Texts(texts) => FrameColumn::Texts(&**texts),
        }
    }
}

fn bits(buffer: &BooleanBuffer) -> BitSlice<'_> {
    BitSlice::new(buffer.values(), buffer.offset())
}

fn known(nulls: Option<&NullBuffer>) -> Option<BitSlice<'_>> {
    nulls.map(|nulls| bits(nulls.inner()))
}

/// The day of each time, by the clock of its zone; the time of day is cut.
fn days<T: ArrowTimestampType>(array: &ArrayRef, zone: Option<&str>) -> Result<PrimitiveArray<Date32Type>, ArrowError> {
    let array = array.as_primitive::<T>();
    let zone: Option<Tz> = zone.map(str::parse).transpose()?;
    let day = |time: i64| {
        let date = match zone {
            Some(zone) => temporal_conversions::as_datetime_with_timezone::<T>(time, zone)?.date_naive(),
            None => temporal_conversions::as_datetime::<T>(time)?.date(),
        };
        Some(Date32Type::from_naive_date(date))
    };
    Ok(array.unary_opt(day))
}

/// The texts of each list in one, divided as in a cell.
fn joined(array: &ArrayRef) -> Result<StringArray, ArrowError> {
    let lists =
        cast(array, &DataType::List(std::sync::Arc::new(arrow_schema::Field::new("item", DataType::Utf8, true))))?;
    let lists = lists.as_list::<i32>();
    Ok(lists
        .iter()
        .map(|list| list.map(|list| list.as_string::<i32>().iter().flatten().collect::<Vec<_>>().join("\n")))
        .collect())
}

struct StringTexts<O: OffsetSizeTrait>(GenericStringArray<O>);

impl<O: OffsetSizeTrait> Texts for StringTexts<O> {
    fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
        read(&self.0, start, into, |row| self.0.value(row));
    }
}

struct ViewTexts(StringViewArray);

impl Texts for ViewTexts {
    fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
        read(&self.0, start, into, |row| self.0.value(row));
    }

    fn keys(&self, start: usize, into: &mut [u128]) {
        // A view of a text of 12 bytes at most is its length and its bytes, and nothing else.
        let of_view = |view: u128| if view as u32 <= 12 { view } else { LONG };
        let views = self.0.views().iter().skip(start);
        into.iter_mut().zip(views).for_each(|(own, view)| *own = of_view(*view));
        if let Some(nulls) = self.0.nulls() {
            let known = bits(nulls.inner());
            for (block, keys) in into.chunks_mut(64).enumerate() {
                let known = known.word(start + block * 64);
                let keys = keys.iter_mut().enumerate();
                keys.for_each(|(row, own)| *own = if known >> row & 1 == 1 { *own } else { NO_TEXT });
            }
        }
    }
}

/// The texts of rows of an array.
#[inline]
fn read<'t>(array: &dyn Array, start: usize, into: &mut [Option<&'t str>], text: impl Fn(usize) -> &'t str) {
    let nulls = array.nulls();
    let rows = start..array.len();
    for (own, row) in into.iter_mut().zip(rows) {
        *own = nulls.is_none_or(|nulls| nulls.is_valid(row)).then(|| text(row));
    }
}

/// Texts of which each row has the number.
struct DictionaryTexts {
    keys: PrimitiveArray<Int64Type>,
    values: StringArray,
}

impl DictionaryTexts {
    fn new(array: &ArrayRef) -> Result<Self, ArrowError> {
        let dictionary = array.as_any_dictionary();
        let keys = cast(dictionary.keys(), &DataType::Int64)?.as_primitive().clone();
        let values = cast(dictionary.values(), &DataType::Utf8)?.as_string().clone();
        Ok(Self { keys, values })
    }
}

impl Texts for DictionaryTexts {
    fn read<'t>(&'t self, start: usize, into: &mut [Option<&'t str>]) {
        let rows = start..self.keys.len();
        for (own, row) in into.iter_mut().zip(rows) {
            let key = self.keys.is_valid(row).then(|| self.keys.value(row) as usize);
            *own = key.filter(|key| self.values.is_valid(*key)).map(|key| self.values.value(key));
        }
    }
}
